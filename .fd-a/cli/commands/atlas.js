// The command `neurozoom atlas NETWORK [LAYER...]` makes a page with every neuron of the layers. It runs at low
// priority, and the same command resumes it after any kind of end. With --json each line on stdout is an `AtlasEvent`,
// and the last is `{ kind: 'atlas', folder, page, stopped }`.
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { UserError } from '../../errors.js';
import { makeAtlas } from '../../stills/atlas/make-atlas.js';
import { CELL, CELLS, SEEDS } from '../../stills/atlas/plan.js';
import { wholeNumber } from '../command.js';
import { openInterrupts } from '../input/interrupts.js';
import { displayPath } from '../input/preset-files.js';
import { formatCommand, formatCount, formatTime } from '../output/format.js';
import { openProgress } from '../output/progress.js';
import { openThroughput } from '../output/throughput.js';
import { showInViewer } from '../output/viewer.js';
/** The command. */
export const atlas = {
    name: 'atlas',
    words: 'NETWORK [LAYER...]',
    about: 'Make a page with every neuron of some layers, to browse, pick from and copy the picks into a preset',
    options: {
        out: {
            kind: 'value',
            about: 'Folder of the atlas (default: where presets look for the atlas of this network)',
        },
        size: { kind: 'value', about: `Side of a thumbnail in pixels, 32 to 256 (default ${CELL})` },
        seed: { kind: 'value', about: 'Seed of the noise that all neurons start from' },
        threads: { kind: 'value', about: 'Threads of the engine (default: all)' },
        priority: { kind: 'value', about: 'low (default; other programs go first) or normal' },
        open: { kind: 'flag', about: 'Open the page in the browser' },
        quiet: { kind: 'flag', about: 'Print nothing but errors' },
        json: { kind: 'flag', about: 'Print one JSON object per line on stdout, for programs' },
    },
    examples: [
        ['atlas efficientnet-lite0 block8_expand --open', 'All 480 neurons of a layer, in a few minutes'],
        ['atlas efficientnet-lite0 block5 block8 block11 --threads 1', 'Three layers, while you do something else'],
    ],
    run: make,
};
async function make(call, terminal) {
    const [name, ...asked] = call.words;
    const thumbnailSide = wholeNumber(call, 'size', CELLS);
    const seed = wholeNumber(call, 'seed', SEEDS);
    const threads = wholeNumber(call, 'threads', { min: 1, max: 1024 });
    if (name === undefined) {
        throw new UserError('ARGUMENT_INVALID', 'atlas needs a network and, usually, layers', {
            hint: 'example: neurozoom atlas efficientnet-lite0 block8; neurozoom networks show NETWORK lists the layers',
        });
    }
    const priority = priorityOf(call);
    // Set before any thread starts, since threads inherit the priority.
    if (priority === 'low')
        setPriority(constants.priority.PRIORITY_LOW);
    const interrupts = openInterrupts(terminal);
    const stop = new AbortController();
    const progress = openProgress(terminal, call.flag('quiet'));
    const work = follow(progress);
    interrupts.onSignal((count) => {
        if (count === 1)
            progress.say('stopping; finished neurons are kept');
        stop.abort(new Error('interrupted'));
    });
    const emit = (event) => {
        if (call.flag('json'))
            terminal.out(JSON.stringify(event));
    };
    const onEvent = (event) => {
        emit(event);
        work.event(event);
    };
    try {
        const made = await makeAtlas(name, {
            layers: asked.length > 0 ? asked : undefined,
            folder: call.value('out'),
            ...{ thumbnailSide, seed, threads, onEvent },
            signal: stop.signal,
        });
        work.close();
        emit({ kind: 'atlas', folder: dirname(made.page), page: made.page, stopped: made.stopped });
        progress.say(made.stopped ? describeStop(made, work.tally(), call) : describeEnd(made));
        if (call.flag('open'))
            await showInViewer(made.page, 'the page', terminal);
        return made.stopped ? (interrupts.exitCode() ?? 0) : 0;
    }
    finally {
        work.close();
        interrupts.close();
    }
}
function priorityOf(call) {
    const word = call.value('priority') ?? 'low';
    if (word === 'low' || word === 'normal')
        return word;
    throw new UserError('ARGUMENT_INVALID', `Expected \`--priority\` to be low or normal, got \`${word}\`.`);
}
/** Shows the progress of an atlas: neurons per minute, and the time left. */
function follow(progress) {
    let network = '';
    let task;
    let throughput = openThroughput(0);
    let [done, all] = [0, 0];
    return {
        event(event) {
            if (event.kind === 'start') {
                network = event.network;
                done = event.known;
                all = event.neurons;
                throughput = openThroughput(all - done);
                const known = done === 0 ? '' : done === all ? ', all done earlier' : `, ${done} done earlier`;
                progress.say(`${network}: ${formatCount(all, 'neuron')}${known}\n  to ${displayPath(event.folder)}`);
            }
            else if (event.kind === 'neuron') {
                done += 1;
                throughput.done(1, 1, performance.now());
                task ??= progress.task(network);
                task.update(done / all, formatNeuronProgress(done, all, event.layer, throughput));
            }
            else {
                const { layer, neurons, dead } = event;
                progress.say(`${network}: ${layer} is complete, ${formatCount(neurons, 'neuron')}, ${dead} dead`);
            }
        },
        close: () => task?.close(),
        tally: () => ({ done, all }),
    };
}
/** `120/480 neurons, 74 per minute, 9 min left, block8` */
function formatNeuronProgress(done, all, layer, throughput) {
    const perSecond = throughput.framesPerSecond();
    const left = throughput.secondsLeft();
    return [
        `${done}/${all} neurons`,
        ...(perSecond === null ? [] : [`${Math.round(60 * perSecond)} per minute`]),
        ...(left === null ? [] : [`${formatTime(Math.ceil(left))} left`]),
        layer,
    ].join(', ');
}
function describeEnd({ atlas: { layers, network }, page }) {
    const neurons = layers.flatMap((layer) => layer.neurons);
    const dead = neurons.filter((neuron) => neuron.dead).length;
    const contents = `${formatCount(layers.length, 'layer')}, ${formatCount(neurons.length, 'neuron')}, ${dead} dead`;
    return `${network.name}: the atlas is done: ${contents}\n  ${displayPath(page)}`;
}
function describeStop({ page }, { done, all }, call) {
    return [
        `stopped: ${done} of ${formatCount(all, 'neuron')} are done and on the page`,
        `  ${displayPath(page)}`,
        `  to resume:  ${formatCommand(['atlas', ...call.words, ...identifying(call)])}`,
    ].join('\n');
}
/** The options that identify the atlas. */
function identifying(call) {
    return ['out', 'size', 'seed'].flatMap((option) => {
        const value = call.value(option);
        return value === undefined ? [] : [`--${option}`, value];
    });
}
//# sourceMappingURL=atlas.js.map