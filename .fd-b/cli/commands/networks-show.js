// The action `neurozoom networks show NETWORK [LAYER]` lists the layers of a network, or shows one layer with the names
// of its neurons.
import { UserError } from '../../errors.js';
import { labelsOf } from '../../models/labels.js';
import { outlineNetwork } from '../../models/load.js';
import { listLayers } from '../../models/summary.js';
import { findLayer, fixedSize, minimumSize } from '../../network/layers.js';
import { formatCount, formatTable } from '../output/format.js';
/**
 * @returns the exit code.
 * @throws UserError ARGUMENT_INVALID for a size that cannot be read; LAYER_UNKNOWN; as `openNetwork`.
 */
export async function show(options, terminal) {
    const { network, layer, json, preprocessing, architecture } = options;
    const size = readSize(options.size ?? '224x224');
    const { model, missing } = await outlineNetwork(network, {
        ...(preprocessing === undefined ? {} : { preprocessing }),
        ...(architecture === undefined ? {} : { architecture }),
    });
    if (missing !== undefined)
        terminal.err(`${missing.message}: ${missing.hint}`);
    if (layer !== undefined) {
        const found = findLayer(model, layer);
        const [summary] = listLayers({ ...model, layers: [found] }, size);
        const details = {
            ...summary,
            minimumSize: minimumSizeOf(found),
            fixedSize: summary.neurons === null ? null : fixedSizeOf(found),
            labels: summary.neurons === null ? null : (labelsOf(model, found) ?? null),
        };
        terminal.out(json ? JSON.stringify(asEvent(details)) : formatLayer(model, details));
        return 0;
    }
    const layers = listLayers(model, size);
    if (json)
        for (const one of layers)
            terminal.out(JSON.stringify(asEvent(one)));
    else
        terminal.out(formatLayers(model, layers, size));
    return 0;
}
/** A line of --json: `kind` is the kind of the line, `type` the kind of the layer. */
function asEvent({ kind: type, ...rest }) {
    return { kind: 'layer', type, ...rest };
}
function readSize(text) {
    const [, width, height] = /^([1-9]\d{0,3})x([1-9]\d{0,3})$/.exec(text) ?? [];
    if (height !== undefined)
        return { width: Number(width), height: Number(height) };
    throw new UserError('ARGUMENT_INVALID', `Expected \`--size\` to be a size such as 224x224, got \`${text}\`.`);
}
function minimumSizeOf(layer) {
    try {
        return minimumSize(layer);
    }
    catch (error) {
        if (error instanceof UserError)
            return null;
        throw error;
    }
}
function fixedSizeOf(layer) {
    const fixed = fixedSize(layer);
    return fixed === undefined ? null : { width: fixed.width, height: fixed.height };
}
/** Separates groups of three digits by commas. */
const NUMBER = new Intl.NumberFormat('en');
function formatLayers(model, layers, { width, height }) {
    const rows = layers.map((one) => [
        one.name,
        one.kind,
        one.shape === null ? '-' : formatShape(one.shape),
        formatNumber(one.neurons),
        formatNumber(one.parameters),
        formatReceptiveField(one),
    ]);
    const head = ['layer', 'kind', `at ${width}x${height}`, 'neurons', 'parameters', 'receptive field'];
    const problems = [...new Set(layers.flatMap(({ problem }) => (problem === null ? [] : [problem])))];
    const parameters = layers.reduce((sum, one) => sum + (one.parameters ?? 0), 0);
    return [
        formatTable([head, ...rows], [2, 3, 4, 5]),
        '',
        `${model.name}: ${formatCount(layers.length, 'layer')}, ${NUMBER.format(parameters)} parameters`,
        ...problems.map((problem) => `  without a shape: ${problem}`),
    ].join('\n');
}
function formatLayer(model, layer) {
    const { labels, neurons } = layer;
    const last = neurons === null ? '' : `, 0 to ${neurons - 1}`;
    const { minimumSize: least, fixedSize: fixed } = layer;
    const lines = [
        `${layer.name} of ${model.name} (${layer.kind})`,
        `  output           ${layer.shape === null ? `none: ${layer.problem}` : formatShape(layer.shape)}`,
        `  neurons          ${formatNumber(neurons)}${last}`,
        `  parameters       ${formatNumber(layer.parameters)}`,
        `  receptive field  ${formatReceptiveField(layer)}`,
        fixed === null
            ? `  minimum size     ${least === null ? '-' : `${least}x${least}`}`
            : `  fixed size       ${fixed.width}x${fixed.height}; other sizes are climbed in tiles, or enlarged`,
    ];
    const names = labels?.map((label, i) => `  ${i}  ${label}`) ?? [];
    return [...lines, ...names].join('\n');
}
/** Width, height, channels, as in `14x14x512`. */
function formatShape([, channels, height, width]) {
    return width === undefined ? String(channels) : `${width}x${height}x${channels}`;
}
function formatNumber(count) {
    return count === null ? '-' : NUMBER.format(count);
}
function formatReceptiveField({ receptiveField, neurons }) {
    if (receptiveField === null)
        return neurons === null ? '-' : 'whole picture';
    return `${receptiveField.width}x${receptiveField.height}`;
}
//# sourceMappingURL=networks-show.js.map