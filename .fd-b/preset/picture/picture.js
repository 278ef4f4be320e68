// The settings of a picture, checked like a preset, with every default filled in. A picture stores them in its metadata
// and can be made again from them.
/** Formats of pictures and their ranges of quality. PNG is lossless and has none. */
export const PICTURE_FORMATS = {
    png: { extensions: ['.png'], quality: null },
    jpeg: { extensions: ['.jpg', '.jpeg'], quality: { min: 1, max: 100, default: 92 } },
    webp: { extensions: ['.webp'], quality: { min: 1, max: 100, default: 90 } },
    avif: { extensions: ['.avif'], quality: { min: 1, max: 100, default: 75 } },
};
//# sourceMappingURL=picture.js.map