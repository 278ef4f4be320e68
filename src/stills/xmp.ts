// Settings in a picture's metadata: one attribute of an XMP packet (ISO 16684-1), which PNG (as iTXt), JPEG, WebP and AVIF keep alike.

/** Names what is ours; nobody looks anything up there. */
const NAMESPACE = 'urn:neurozoom:picture:1';

/** Longer settings are no settings. */
const MOST_CHARACTERS = 2 ** 20;

/** Wraps settings into a packet. */
export function toXmp(text: string): string {
  const value = text.replace(/[&<>"\n\r\t]/g, (character) => `&#${character.charCodeAt(0)};`);
  return [
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    `<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:neurozoom="${NAMESPACE}"`,
    ` xmp:CreatorTool="neurozoom" neurozoom:settings="${value}"/>`,
    '</rdf:RDF></x:xmpmeta>',
  ].join('');
}

/** The settings in a packet; null where there are none. Only what `toXmp` writes is understood: no entities, nothing is looked up. */
export function fromXmp(xmp: string): string | null {
  if (xmp.length > MOST_CHARACTERS) return null;
  const [, value] = /\sneurozoom:settings="([^"<]*)"/.exec(xmp) ?? [];
  if (value === undefined) return null;
  return value.replace(/&(?:#(\d{1,7})|(amp|lt|gt|quot|apos));/g, (whole, code: string | undefined, name: string) => {
    if (code === undefined) return NAMED[name] ?? whole;
    return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
  });
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
