// Tone and colour: a servo that holds the statistics of the master from frame to frame, since the ascent moves the
// means of the channels and clips values; and the conversion of the master to the shown picture.
import { applyColor, colorMoments } from '../tensor/color.js';
import { toRgb8 } from '../tensor/pixels.js';
import { MASTER_BOUND } from './ascend.js';
/** The largest gain per frame, so that a nearly flat picture is not amplified at once. */
const MAX_GAIN = 1.5;
/**
 * The mean moves this many times faster than the deviation. The ascent pushes the mean in every frame, and with a
 * weaker pull it settles beside the target (with a quarter per frame, 0.03 to 0.05 beside it).
 */
const MEAN_PULL = 2;
/**
 * Moves the mean and the standard deviation of each channel towards the targets, in place. They are measured on the
 * shown part.
 *
 * @param master - `[1, 3, height, width]`, centred on 0; 1 is white.
 * @param margin - Pixels at each edge that are not shown.
 */
export function holdStatistics(master, margin, { servo, contrast, brightness }) {
    const [, , height, width] = master.shape;
    const shown = { stride: width, top: margin, left: margin, height: height - 2 * margin, width: width - 2 * margin };
    const { mean, covariance } = colorMoments(master.data, shown);
    const pull = Math.min(1, MEAN_PULL * servo);
    const targetMean = 2 * brightness - 1;
    const targetDeviation = 2 * contrast;
    const gains = [0, 4, 8].map((at, c) => {
        const deviation = Math.sqrt(covariance[at]);
        const gain = deviation === 0 ? 1 : 1 + servo * (targetDeviation / deviation - 1);
        return { gain: Math.min(gain, MAX_GAIN), mean: mean[c] };
    });
    const [r, g, b] = gains;
    const offset = ({ gain, mean: m }) => m + pull * (targetMean - m) - gain * m;
    applyColor(master.data, [r.gain, 0, 0, 0, g.gain, 0, 0, 0, b.gain], [offset(r), offset(g), offset(b)]);
}
/**
 * Where the soft shoulder begins. It reaches white exactly at the master's bound, so nothing is clipped. Chosen by eye
 * on highlights.
 */
const KNEE = 2 - MASTER_BOUND;
/** Rec. 709 luma. */
const LUMA = [0.2126, 0.7152, 0.0722];
/** Converts the shown part of the master, without the margin at its edges, to bytes. */
export function showMaster(master, margin, { saturation }, into) {
    const half = 0.5 * saturation;
    const grey = 0.5 * (1 - saturation);
    const [r, g, b] = LUMA.map((weight) => weight * grey);
    const matrix = [half + r, g, b, r, half + g, b, r, g, half + b];
    toRgb8(master, into, { top: margin, left: margin, matrix, offset: [0.5, 0.5, 0.5], knee: KNEE, dither: true });
}
//# sourceMappingURL=grade.js.map