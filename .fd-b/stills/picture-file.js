// Reads and writes picture files with sharp: encodes pixels and settings, reads settings back, and opens photos to
// start from. A file may come from anyone, so its header is checked for format and size before anything is decoded.
import { readFile } from 'node:fs/promises';
import { writeDurably } from '../disk/durable.js';
import { UserError } from '../errors.js';
import { tensor } from '../tensor/tensor.js';
/** Largest metadata of a JPEG, in bytes: one segment. */
const JPEG_TEXT_BYTES = 65_000;
/** The longest side of a WebP file, in pixels. */
const WEBP_SIDE = 16_383;
/**
 * Encodes a picture with its settings in the metadata. The same pixels and settings give the same bytes.
 *
 * @param text - The settings as YAML.
 * @throws UserError ARGUMENT_INVALID when the format cannot hold the picture or its settings.
 */
export async function encodePicture({ width, height, data }, { format, quality }, text) {
    const xmp = toXmp(text);
    if (format === 'jpeg' && Buffer.byteLength(xmp) > JPEG_TEXT_BYTES) {
        throw new UserError('ARGUMENT_INVALID', 'the settings are too long for a JPEG', {
            hint: 'choose PNG, WebP or AVIF',
        });
    }
    if (format === 'webp' && Math.max(width, height) > WEBP_SIDE) {
        throw new UserError('ARGUMENT_INVALID', `${width}x${height} is too large for WebP, which allows ${WEBP_SIDE} pixels a side`);
    }
    const picture = await open(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
    const lossy = quality === null ? {} : { quality };
    const encoded = {
        png: () => picture.png({ compressionLevel: 8 }),
        // Chroma keeps full resolution, since the finest lines of these pictures are coloured.
        jpeg: () => picture.jpeg({ ...lossy, chromaSubsampling: '4:4:4' }),
        webp: () => picture.webp(lossy),
        avif: () => picture.avif(lossy),
    }[format]();
    return encoded.withXmp(xmp).toBuffer();
}
/** Adds settings to the metadata of a PNG that another program wrote. */
export async function addSettings(path, text) {
    const picture = await open(await readFile(path));
    await writeDurably(path, await picture.withXmp(toXmp(text)).png({ compressionLevel: 8 }).toBuffer());
}
/** Long side of a preview, in pixels: about a third of a screen. */
const PREVIEW_SIDE = 480;
/** Encodes a picture as a small PNG, for terminals. */
export async function previewPng({ width, height, data }) {
    const picture = await open(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
    return picture
        .resize({ width: PREVIEW_SIDE, height: PREVIEW_SIDE, fit: 'inside', withoutEnlargement: true })
        .png()
        .toBuffer();
}
/** Formats that can be read. Others (SVG, PDF, camera formats) are not photos or need decoders that add risk. */
const READABLE = ['png', 'jpeg', 'webp', 'heif', 'gif', 'tiff'];
/** Most pixels of a photo. A larger file is a decompression bomb or can be scaled down first. */
const MOST_PIXELS = 2 ** 27;
const TOO_MANY_PIXELS = `it has more than ${Math.floor(MOST_PIXELS / 1e6)} million pixels`;
/** Timeout in seconds. A photo takes about one second. */
const DEADLINE_SECONDS = 60;
/** The settings in a picture's metadata; null when there are none or the file cannot be read. */
export async function readPictureText(bytes) {
    const header = async () => (await open(bytes)).metadata();
    const { xmpAsString } = await header().catch(() => ({ xmpAsString: undefined }));
    return xmpAsString === undefined ? null : fromXmp(xmpAsString);
}
/** Largest file of a photo, in bytes. */
const MOST_BYTES = 2 ** 28;
/**
 * Reads the header of a photo.
 *
 * @throws UserError PICTURE_UNREADABLE when the file is not a photo or is too large.
 */
export async function openPhoto(file) {
    const bytes = await readFile(file).catch((cause) => {
        const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.code === 'EISDIR' ? 'it is a folder' : cause.code;
        throw unreadable(file, why ?? 'it cannot be opened', cause);
    });
    if (bytes.length > MOST_BYTES)
        throw unreadable(file, 'it is larger than 256 MB');
    const header = async () => (await open(bytes)).metadata();
    const { format, width, height, autoOrient } = await header().catch((cause) => {
        const isBomb = cause instanceof Error && /pixel limit/.test(cause.message);
        throw unreadable(file, isBomb ? TOO_MANY_PIXELS : 'it is damaged or has an unknown format', cause);
    });
    if (!READABLE.includes(format))
        throw unreadable(file, `the format ${format} is not supported`);
    if (width * height > MOST_PIXELS)
        throw unreadable(file, TOO_MANY_PIXELS);
    return { file, width: autoOrient.width, height: autoOrient.height, bytes };
}
/**
 * Decodes a photo as a master: upright, cropped to the shape of the picture, with its edges mirrored into the margins.
 *
 * @returns `[1, 3, height + 2 margin, width + 2 margin]`, centred on 0.
 * @throws UserError PICTURE_UNREADABLE when it is damaged.
 */
export async function photoMaster({ file, bytes }, { width, height, margin }) {
    try {
        const cut = (await open(bytes))
            .autoOrient()
            .toColourspace('srgb')
            .flatten({ background: '#808080' })
            .resize(width, height, { fit: 'cover' })
            .timeout({ seconds: DEADLINE_SECONDS });
        const edged = await cut.raw().toBuffer({ resolveWithObject: true });
        const { channels } = edged.info;
        const grown = await (await open(edged.data, { raw: { width, height, channels } }))
            .extend({ top: margin, bottom: margin, left: margin, right: margin, extendWith: 'mirror' })
            .raw()
            .toBuffer();
        return centred(grown, height + 2 * margin, width + 2 * margin, channels);
    }
    catch (cause) {
        throw unreadable(file, cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'it is damaged', cause);
    }
}
function centred(bytes, height, width, channels) {
    const master = tensor([1, 3, height, width]);
    const size = height * width;
    for (let c = 0; c < 3; c++) {
        const from = channels >= 3 ? c : 0; // a grey photo has one channel
        for (let i = 0; i < size; i++)
            master.data[c * size + i] = bytes[i * channels + from] / 127.5 - 1;
    }
    return master;
}
/** Opens a file in sharp with a limit on pixels. Damaged files give errors instead of partial pictures. */
async function open(bytes, options = {}) {
    const { default: sharp } = await import('sharp');
    return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error', ...options });
}
function unreadable(file, why, cause) {
    return new UserError('PICTURE_UNREADABLE', `${file} cannot be read: ${why}`, { cause });
}
/** The namespace of our attribute. It is only a name; nothing is downloaded from it. */
const NAMESPACE = 'urn:neurozoom:picture:1';
/** Most characters of a packet with settings. */
const MOST_CHARACTERS = 2 ** 20;
/** Writes settings as one attribute of an XMP packet (ISO 16684-1). PNG (as iTXt), JPEG, WebP and AVIF store it. */
export function toXmp(text) {
    const value = text.replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
    return [
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
        `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:neurozoom="${NAMESPACE}"`,
        ` xmp:CreatorTool="neurozoom" neurozoom:settings="${value}"/>`,
        '</rdf:RDF></x:xmpmeta>',
    ].join('');
}
/** The settings in a packet that `toXmp` wrote; null if there are none. Resolves numbered
 * characters and XML's five entities only. */
export function fromXmp(xmp) {
    if (xmp.length > MOST_CHARACTERS)
        return null;
    const [, value] = /\sneurozoom:settings="([^"<]*)"/.exec(xmp) ?? [];
    if (value === undefined)
        return null;
    return value.replace(/&(?:#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, code, name) => {
        if (code === undefined)
            return ENTITIES[name] ?? whole;
        return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
    });
}
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
//# sourceMappingURL=picture-file.js.map