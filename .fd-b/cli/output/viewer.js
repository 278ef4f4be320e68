// Shows a finished picture: in terminals that can draw pictures, and in the system's viewer.
import { spawn } from 'node:child_process';
import { isSystemError } from '../../errors.js';
/**
 * The protocol that a terminal supports, found by its environment variables; null for none, and in multiplexers, which
 * drop pictures.
 */
export function drawingProtocol(environment) {
    const { TERM = '', TERM_PROGRAM = '', KITTY_WINDOW_ID, TMUX, STY } = environment;
    if (TMUX !== undefined || STY !== undefined || /^(?:screen|tmux|dumb)/.test(TERM))
        return null;
    if (KITTY_WINDOW_ID !== undefined || /^xterm-(?:kitty|ghostty)$/.test(TERM))
        return 'kitty';
    if (TERM_PROGRAM === 'ghostty')
        return 'kitty';
    return TERM_PROGRAM === 'iTerm.app' || TERM_PROGRAM === 'WezTerm' ? 'iterm' : null;
}
/** The most characters of Base64 in one command of kitty's protocol. */
const CHUNK = 4096;
/** The escape sequence that draws a PNG; see the kitty graphics protocol and iTerm2's inline images. */
export function drawn(png, protocol) {
    const text = Buffer.from(png).toString('base64');
    if (protocol === 'iterm')
        return `\u001B]1337;File=inline=1;size=${png.length}:${text}\u0007\n`;
    const chunks = text.match(new RegExp(`.{1,${CHUNK}}`, 'g')) ?? [];
    const commands = chunks.map((chunk, i) => {
        const more = i < chunks.length - 1 ? 1 : 0;
        return `\u001B_G${i === 0 ? 'f=100,a=T,q=2,' : ''}m=${more};${chunk}\u001B\\`;
    });
    return `${commands.join('')}\n`;
}
/** The command that opens a file in the system's viewer. */
export function viewerCommand(platform, path) {
    if (platform === 'darwin')
        return { command: 'open', args: [path], windowsVerbatimArguments: false };
    if (platform !== 'win32')
        return { command: 'xdg-open', args: [path], windowsVerbatimArguments: false };
    // `start` takes its first quoted word as a title. A `%` outside the quotes and after a caret is not read as a
    // variable. With /s cmd.exe removes the outer quotes.
    const quoted = `"${path.replaceAll('%', '"^%"')}"`;
    return { command: 'cmd.exe', args: ['/d', '/s', '/c', `"start "" ${quoted}"`], windowsVerbatimArguments: true };
}
/**
 * Opens a file in the system's viewer; prints a warning if that fails.
 *
 * @param what - Names the file in the warning.
 */
export async function showInViewer(path, what, terminal) {
    const problem = await openInViewer(path);
    if (problem !== null)
        terminal.err(`warning: ${what} was made but could not be opened: ${problem}`);
}
/**
 * Opens a file in the system's viewer, which outlives this process.
 *
 * @returns an error message; null if the viewer started.
 */
function openInViewer(path) {
    const { command, args, windowsVerbatimArguments } = viewerCommand(process.platform, path);
    return new Promise((resolve) => {
        const viewer = spawn(command, args, { detached: true, stdio: 'ignore', windowsVerbatimArguments });
        viewer.once('error', (error) => {
            resolve(isSystemError(error, 'ENOENT') ? `this system has no ${command}` : String(error));
        });
        viewer.once('spawn', () => {
            viewer.unref();
            resolve(null);
        });
    });
}
//# sourceMappingURL=viewer.js.map