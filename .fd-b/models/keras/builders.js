// One builder per kind of Keras layer makes graph nodes from its inputs, settings and weights. Keras's defaults apply
// to missing settings. The kinds are in three tables: convolutions, activations, and all others.
import { UserError } from '../../errors.js';
import { shapeOf } from '../../graph/shapes.js';
/**
 * A layer's padding.
 *
 * @throws UserError OP_UNSUPPORTED for an unknown padding.
 */
export function paddingOf(settings) {
    const padding = settings.text('padding', 'valid');
    if (padding === 'valid' || padding === 'same')
        return padding;
    throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the padding '${padding}'`, {
        hint: 'known: valid, same',
    });
}
/** @throws UserError OP_UNSUPPORTED when the layer has its channels first. */
export function requireChannelsLast(settings) {
    const format = settings.text('data_format', 'channels_last');
    if (format === 'channels_last')
        return;
    throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' has the data format '${format}'`, {
        hint: 'known: channels_last',
    });
}
/**
 * Keras counts the axes of `[batch, height, width, channels]`; the channels are the last.
 *
 * @throws UserError OP_UNSUPPORTED for another axis.
 */
export function requireLastAxis(x, settings) {
    const last = shapeOf(x).length - 1;
    const asked = settings.raw('axis') === undefined ? [-1] : settings.numbers('axis');
    if (asked.length === 1 && (asked[0] === -1 || asked[0] === last))
        return;
    throw new UserError('OP_UNSUPPORTED', `layer '${settings.layer}' works along the axis ${asked.join(', ')}`, {
        hint: `known: the channels, axis ${last}`,
    });
}
//# sourceMappingURL=builders.js.map