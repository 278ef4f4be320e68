// The limits of the formats, checked before the first frame.
import { UserError } from '../../errors.js';
import { FORMAT_LIST } from './formats.js';
/**
 * Refuses a size that the format cannot hold. In pixels.
 *
 * @throws UserError ARGUMENT_INVALID with the nearest size that works.
 */
export function checkSize(format, width, height) {
    const nearest = [
        nearestSide(width, format.widthMultiple, format),
        nearestSide(height, format.heightMultiple, format),
    ];
    if (width === nearest[0] && height === nearest[1])
        return;
    const even = format.widthMultiple * format.heightMultiple === 4 ? 'an even width and height' : 'an even width';
    throw new UserError('ARGUMENT_INVALID', `a ${format.name} film needs ${format.widthMultiple === 2 ? even : 'whole pixels'}, ` +
        `from ${MIN_SIDE} to ${format.maxSide}, got ${width}x${height}`, { hint: `use ${nearest.join('x')}` });
}
/**
 * Refuses a frame rate that the format cannot play.
 *
 * @throws UserError ARGUMENT_INVALID; RangeError when the rate is not a ratio of positive integers.
 */
export function checkRate(format, fps) {
    for (const part of [fps.numerator, fps.denominator]) {
        if (!Number.isInteger(part) || part < 1) {
            throw new RangeError(`Expected \`fps\` to be a ratio of positive integers, got \`${fps.numerator}/${fps.denominator}\`.`);
        }
    }
    if (fps.numerator / fps.denominator <= format.maxRate)
        return;
    throw new UserError('ARGUMENT_INVALID', `a ${format.name} film plays at most ${format.maxRate} frames per second, got ${fps.numerator / fps.denominator}`);
}
/**
 * The quality to encode with: the given quality, the format's default otherwise, or `null` if the format has no such
 * setting.
 *
 * @throws UserError ARGUMENT_INVALID when it is out of range, or given for a format without the setting.
 */
export function resolveQuality(format, quality) {
    if (format.quality === null) {
        if (quality === undefined)
            return null;
        const able = FORMAT_LIST.filter((other) => other.quality !== null).map(({ name }) => name);
        throw new UserError('ARGUMENT_INVALID', `${format.name} has no quality setting, got ${quality}`, {
            hint: `leave the quality out, or use ${able.join(' or ')}`,
        });
    }
    const { min, max } = format.quality;
    if (quality === undefined)
        return format.quality.default;
    if (Number.isInteger(quality) && quality >= min && quality <= max)
        return quality;
    throw new UserError('ARGUMENT_INVALID', `the quality of ${format.name} is an integer from ${min} (best) to ${max} (smallest), got ${quality}`);
}
/** The smallest side that all of these encoders accept (found by trial). */
const MIN_SIDE = 16;
function nearestSide(side, multiple, { maxSide }) {
    const rounded = Math.ceil((Number.isFinite(side) ? side : maxSide) / multiple) * multiple;
    return Math.max(MIN_SIDE, Math.min(Math.floor(maxSide / multiple) * multiple, rounded));
}
//# sourceMappingURL=format-limits.js.map