// The action `neurozoom networks pull NAME...` downloads networks, and shows a bar on a terminal or a line every few
// seconds elsewhere. Ctrl-C keeps the part downloaded so far.
import { SingleBar } from 'cli-progress';
import { pullNetwork } from '../../models/store/store.js';
import { openInterrupts } from '../input/interrupts.js';
import { formatBytes, formatTime } from '../output/format.js';
/** Downloads networks one after the other. @returns the exit code. @throws UserError as `pullNetwork`. */
export async function pullAll(entries, from, { terminal, json }) {
    const interrupts = openInterrupts(terminal);
    const caller = new AbortController();
    interrupts.onSignal(() => caller.abort());
    try {
        for (const entry of entries) {
            const { name, licence, bytes } = entry;
            const bar = openBar(name, terminal);
            const pulled = await pullNetwork(entry, { from, signal: caller.signal, onProgress: bar.show }).finally(bar.close);
            if (json) {
                terminal.out(JSON.stringify({ kind: 'network', name, state: 'pulled', bytes, licence, ...pulled }));
            }
            else {
                terminal.out(`${name} ${pulled.isNew ? 'downloaded' : 'is already here'}: ${pulled.path} (${licence})`);
            }
        }
        return 0;
    }
    catch (error) {
        const exitCode = interrupts.exitCode();
        if (exitCode === null || !caller.signal.aborted)
            throw error;
        terminal.err('stopped; the part downloaded so far is kept, and the same command resumes the download');
        return exitCode;
    }
    finally {
        interrupts.close();
    }
}
/** Milliseconds between two lines without a terminal. */
const LINE_MS = 5_000;
function openBar(name, { screen, err }) {
    const began = performance.now();
    let first;
    const describe = (done, total) => {
        first ??= done;
        const perSecond = (done - first) / Math.max(0.001, (performance.now() - began) / 1000);
        const left = total === undefined || perSecond <= 0 ? '' : `, ${formatTime((total - done) / perSecond)} left`;
        const of = total === undefined ? '' : ` of ${formatBytes(total)}`;
        return `${formatBytes(done)}${of}, ${formatBytes(perSecond)} per second${left}`;
    };
    if (screen === null) {
        let written = began;
        return {
            show(done, total) {
                const text = describe(done, total);
                if (performance.now() - written < LINE_MS)
                    return;
                written = performance.now();
                err(`${name}: ${text}`);
            },
            close: () => undefined,
        };
    }
    const bar = new SingleBar({
        stream: screen,
        clearOnComplete: true,
        hideCursor: true,
        gracefulExit: false, // the command handles signals itself
        format: `${name} {bar} {percentage} %  {text}`,
        barCompleteChar: '█',
        barIncompleteChar: '░',
    });
    let isOpen = false;
    return {
        show(done, total) {
            const text = describe(done, total);
            if (!isOpen)
                bar.start(total ?? done, done, { text });
            else
                bar.update(done, { text });
            isOpen = true;
            if (total === undefined)
                bar.setTotal(done);
        },
        close() {
            if (isOpen)
                bar.stop();
            isOpen = false;
        },
    };
}
//# sourceMappingURL=networks-pull.js.map