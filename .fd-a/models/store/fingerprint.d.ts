/**
 * The fingerprint of a network that `openNetwork` opens: SHA-256, in hexadecimal. The same files have the same
 * fingerprint on every machine.
 *
 * @throws UserError as `openNetwork` when the network does not exist or is not pulled.
 */
export declare function fingerprint(nameOrPath: string): Promise<string>;
