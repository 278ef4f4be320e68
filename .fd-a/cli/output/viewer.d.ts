import type { Terminal } from '../terminal.js';
/** How a terminal draws pictures. */
export type DrawingProtocol = 'kitty' | 'iterm';
/** The environment variables that identify the terminal. */
export type TerminalEnvironment = Readonly<Record<string, string | undefined>>;
/**
 * The protocol that a terminal supports, found by its environment variables; null for none, and in multiplexers, which
 * drop pictures.
 */
export declare function drawingProtocol(environment: TerminalEnvironment): DrawingProtocol | null;
/** The escape sequence that draws a PNG; see the kitty graphics protocol and iTerm2's inline images. */
export declare function drawn(png: Uint8Array, protocol: DrawingProtocol): string;
/** A command to spawn. */
export interface ViewerCommand {
    readonly command: string;
    readonly args: readonly string[];
    /** Whether Node.js passes the arguments on unquoted, since cmd.exe does not read the quotes that it would add. */
    readonly windowsVerbatimArguments: boolean;
}
/** The command that opens a file in the system's viewer. */
export declare function viewerCommand(platform: NodeJS.Platform, path: string): ViewerCommand;
/**
 * Opens a file in the system's viewer; prints a warning if that fails.
 *
 * @param what - Names the file in the warning.
 */
export declare function showInViewer(path: string, what: string, terminal: Terminal): Promise<void>;
