// Frame rates as exact ratios of whole numbers.
/** The rates that are broadcast at N/1.001 frames per second (SMPTE ST 12-1), ... */
const BROADCAST_RATES = [24, 30, 48, 60, 120];
/** ... and how far 29.97 may be from 30/1.001: presets give two or three decimals. */
const BROADCAST_TOLERANCE = 0.0051;
/** The ratio in lowest terms. */
export function lowestTerms(numerator, denominator) {
    let [divisor, rest] = [numerator, denominator];
    while (rest !== 0)
        [divisor, rest] = [rest, divisor % rest];
    return { numerator: numerator / divisor, denominator: denominator / divisor };
}
/**
 * The frame rate that a number means: 25, 12.5 (up to three decimals), or one of the broadcast rates 23.976, 29.97,
 * 59.94, ..., which mean N/1.001. Undefined for more decimals.
 */
export function frameRateOf(fps) {
    const broadcast = BROADCAST_RATES.find((rate) => fps < rate && Math.abs(fps - rate / 1.001) < BROADCAST_TOLERANCE);
    if (broadcast !== undefined)
        return { numerator: broadcast * 1000, denominator: 1001 };
    const thousandths = Math.round(fps * 1000);
    return Math.abs(fps * 1000 - thousandths) < 1e-6 ? lowestTerms(thousandths, 1000) : undefined;
}
/** A frame rate as presets write it: 25, or '30000/1001'. */
export function formatFrameRate({ numerator, denominator }) {
    return denominator === 1 ? numerator : `${numerator}/${denominator}`;
}
//# sourceMappingURL=frame-rate.js.map