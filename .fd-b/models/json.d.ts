/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;
/** Whether a value is a JSON object, neither null nor a list. */
export declare function isObject(value: unknown): value is JsonObject;
/**
 * Parses a file's JSON.
 *
 * @param file - For messages.
 * @throws UserError NETWORK_UNREADABLE when it is not JSON, or nested too deep.
 */
export declare function parseJson(file: string, text: string): unknown;
