// Converts sRGB bytes to Oklab, a colour space in which equal distances look equally large.
/** Converts a picture to Oklab. @throws RangeError when it has the wrong number of bytes, or no pixels. */
export function toOklab({ width, height, data }) {
    const size = width * height;
    if (data.length !== size * 3 || size === 0) {
        throw new RangeError(`Expected \`data\` to have ${size * 3} bytes, and at least 3, got \`${data.length}\`.`);
    }
    const [lightness, a, b] = [new Float32Array(size), new Float32Array(size), new Float32Array(size)];
    for (let i = 0; i < size; i++) {
        [lightness[i], a[i], b[i]] = fromRgb(data[3 * i], data[3 * i + 1], data[3 * i + 2]);
    }
    return { width, height, lightness, a, b };
}
/** Converts a colour from Oklab to `#rrggbb`. Channels outside sRGB are clipped. */
export function toHex(lightness, a, b) {
    const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    const linear = [
        4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
        -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
        -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
    ];
    return `#${linear.map((value) => toByte(value).toString(16).padStart(2, '0')).join('')}`;
}
/**
 * @see Ottosson 2020, "A perceptual color space for image processing" (bottosson.github.io/posts/oklab), for the
 *   matrices.
 */
function fromRgb(red, green, blue) {
    const [r, g, b] = [LINEAR[red], LINEAR[green], LINEAR[blue]];
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
        0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
        1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
        0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
}
/** The transfer function of sRGB (IEC 61966-2-1) for each byte. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});
function toByte(linear) {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    return Math.round(255 * Math.min(1, Math.max(0, value)));
}
//# sourceMappingURL=oklab.js.map