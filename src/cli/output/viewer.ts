// Showing a finished picture: in terminals that can draw, and in the viewer of the system.

import { spawn } from 'node:child_process';
import type { Terminal } from '../terminal.js';

/** How a terminal draws pictures. */
export type DrawingProtocol = 'kitty' | 'iterm';

/** What tells of the terminal. */
export type TerminalEnvironment = Readonly<Record<string, string | undefined>>;

/** The protocol that a terminal understands, as far as its environment tells; null for none, and inside multiplexers, which swallow pictures. */
export function drawingProtocol(environment: TerminalEnvironment): DrawingProtocol | null {
  const { TERM = '', TERM_PROGRAM = '', KITTY_WINDOW_ID, TMUX, STY } = environment;
  if (TMUX !== undefined || STY !== undefined || /^(?:screen|tmux|dumb)/.test(TERM)) return null;
  if (KITTY_WINDOW_ID !== undefined || /^xterm-(?:kitty|ghostty)$/.test(TERM)) return 'kitty';
  if (TERM_PROGRAM === 'ghostty') return 'kitty';
  return TERM_PROGRAM === 'iTerm.app' || TERM_PROGRAM === 'WezTerm' ? 'iterm' : null;
}

/** Base64 of one command of kitty's protocol, at most. */
const CHUNK = 4096;

/** A PNG as a terminal is told to draw it. See the kitty graphics protocol, and iTerm2's inline images. */
export function drawn(png: Uint8Array, protocol: DrawingProtocol): string {
  const text = Buffer.from(png).toString('base64');
  if (protocol === 'iterm') return `\u001B]1337;File=inline=1;size=${png.length}:${text}\u0007\n`;
  const chunks = text.match(new RegExp(`.{1,${CHUNK}}`, 'g')) ?? [];
  const commands = chunks.map((chunk, i) => {
    const more = i < chunks.length - 1 ? 1 : 0;
    return `\u001B_G${i === 0 ? 'f=100,a=T,q=2,' : ''}m=${more};${chunk}\u001B\\`;
  });
  return `${commands.join('')}\n`;
}

/** The command that opens a file in the viewer of the system. */
export function viewerCommand(platform: NodeJS.Platform, path: string): readonly [command: string, ...args: string[]] {
  if (platform === 'darwin') return ['open', path];
  // `start` takes its first quoted word for a title.
  if (platform === 'win32') return ['cmd', '/d', '/c', 'start', '""', path];
  return ['xdg-open', path];
}

/**
 * Opens what was made in the viewer of the system; where that fails there is a warning, no error.
 *
 * @param what - In the warning.
 */
export async function showInViewer(path: string, what: string, terminal: Terminal): Promise<void> {
  const trouble = await openInViewer(path);
  if (trouble !== null) terminal.err(`warning: ${what} was made, but not opened: ${trouble}`);
}

/** Opens a file in the viewer of the system, which lives on without us. @returns what went wrong, in words; null when nothing did. */
function openInViewer(path: string): Promise<string | null> {
  const [command, ...args] = viewerCommand(process.platform, path);
  return new Promise((resolve) => {
    const viewer = spawn(command, args, { detached: true, stdio: 'ignore' });
    viewer.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ENOENT' ? `there is no ${command} on this machine to open it with` : error.message);
    });
    viewer.once('spawn', () => {
      viewer.unref();
      resolve(null);
    });
  });
}
