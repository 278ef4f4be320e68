// Shows the progress of renders and other work: a bar on a terminal, lines elsewhere, nothing with --quiet.
import { MultiBar } from 'cli-progress';
import { formatNeurons, formatRate, formatTime } from './format.js';
import { openThroughput } from './throughput.js';
/** @param quiet - Whether to print nothing. */
export function openProgress(terminal, quiet) {
    if (quiet)
        return withFilms({ task: () => SILENT, say: () => undefined });
    return withFilms(terminal.screen === null ? openLines(terminal) : openBars(terminal, terminal.screen));
}
const SILENT = { update: () => undefined, close: () => undefined };
/** Adds `open`: a render is a task that reports its progress by events. */
function withFilms(progress) {
    return {
        ...progress,
        open(name) {
            const view = openView();
            const task = progress.task(name);
            return {
                event(event) {
                    if (view.update(event))
                        task.update(view.throughput.share(), view.text());
                },
                close: task.close,
            };
        },
    };
}
function openView() {
    const throughput = openThroughput(1);
    let doing = 'opening the network';
    const reach = (share, frames) => {
        const more = share - throughput.share();
        if (more < 0)
            throughput.skip(more); // a retry from an earlier checkpoint
        else
            throughput.done(more, frames, performance.now());
    };
    return {
        throughput,
        update(event) {
            if (event.kind === 'start') {
                throughput.skip(event.share);
                return false;
            }
            if (event.kind === 'growth') {
                reach(event.share, 0);
                doing = `growing, size ${event.done} of ${event.of}`;
            }
            else if (event.kind === 'frame') {
                reach(event.share, 1);
                const { written, of, made, toMake } = event;
                const count = written === 0 ? `frame ${made} of ${toMake}, writing starts at ${toMake - of}` : `${written}/${of} frames`;
                const rate = throughput.framesPerSecond();
                const left = throughput.secondsLeft();
                doing = [
                    count,
                    ...(rate === null ? [] : [`${formatRate(rate)} per second`]),
                    ...(left === null ? [] : [`${formatTime(Math.ceil(left))} left`]),
                    formatNeurons(event.neurons),
                ].join(', ');
            }
            else if (event.kind === 'finish') {
                doing = 'closing the film';
            }
            else
                return false;
            return true;
        },
        text: () => doing,
    };
}
/**
 * A line is printed `LINE_MS` or more after the last one if `LINE_SHARE` of the work was done since, and `LONG_LINE_MS`
 * after it in any case.
 */
const LINE_MS = 5_000;
const LINE_SHARE = 0.05;
const LONG_LINE_MS = 60_000;
function openLines(terminal) {
    return {
        say: terminal.err,
        task(name) {
            let written = { at: performance.now(), share: 0 };
            return {
                update(share, text) {
                    const now = { at: performance.now(), share };
                    const waited = now.at - written.at;
                    if (waited < LINE_MS || (now.share - written.share < LINE_SHARE && waited < LONG_LINE_MS))
                        return;
                    written = now;
                    terminal.err(`${name}: ${Math.floor(now.share * 100)} %, ${text}`);
                },
                close: () => undefined,
            };
        },
    };
}
/** Erases the rest of a longer line. */
const CLEAR_RIGHT = '\u001B[K';
function openBars(terminal, screen) {
    let bars;
    let open = 0;
    return {
        say(text) {
            if (bars === undefined)
                terminal.err(text);
            else {
                bars.log(`${text.replaceAll('\n', `${CLEAR_RIGHT}\n`)}${CLEAR_RIGHT}\n`);
                bars.update();
            }
        },
        task(name) {
            bars ??= new MultiBar({ ...BAR_OPTIONS, stream: screen });
            const mine = bars;
            const shown = { name, text: 'opening the network' };
            const bar = mine.create(1, 0, shown);
            open += 1;
            let isOpen = true;
            return {
                update(share, text) {
                    shown.text = text;
                    bar.update(share);
                },
                close() {
                    if (!isOpen)
                        return;
                    isOpen = false;
                    open -= 1;
                    if (open > 0)
                        mine.remove(bar);
                    else {
                        mine.stop();
                        bars = undefined;
                    }
                },
            };
        },
    };
}
const BAR_OPTIONS = {
    clearOnComplete: true,
    hideCursor: true,
    // The command handles signals itself.
    gracefulExit: false,
    // Lines written above the bars move them.
    forceRedraw: true,
    fps: 8,
    format: (_options, params, payload) => drawBar(params, payload),
};
/** `first-light ████████░░░░ 43 %  86/200 frames, ...`, cut to the width of the terminal. */
function drawBar({ progress, maxWidth }, { name, text: status }) {
    const text = `${String(Math.floor(progress * 100)).padStart(3)} %  ${status}`;
    const room = Math.min(MAX_CELLS, maxWidth - name.length - text.length - 3);
    if (room < MIN_CELLS)
        return `${name} ${text}`.slice(0, maxWidth - 1);
    const full = Math.round(progress * room);
    return `${name} ${'█'.repeat(full)}${'░'.repeat(room - full)} ${text}`;
}
const MAX_CELLS = 40;
/** A shorter bar would not show anything, and is left out. */
const MIN_CELLS = 5;
//# sourceMappingURL=progress.js.map