import { type Command } from '../command.js';
/** The command. */
export declare const render: Command;
