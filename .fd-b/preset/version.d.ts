/** The version of this package. */
export declare function version(): Promise<string>;
