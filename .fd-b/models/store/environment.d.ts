/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>;
/**
 * The folder for networks and atlases: NEUROZOOM_CACHE, else that of the XDG Base Directory Specification, else the
 * usual one on macOS and Windows.
 */
export declare function cacheFolder(environment?: Environment, platform?: NodeJS.Platform, home?: string): string;
/** The folder that holds the atlases of all networks. */
export declare function atlasesFolder(environment?: Environment): string;
/** Addresses of proxies; '' for none. */
export interface Proxies {
    readonly httpProxy: string;
    readonly httpsProxy: string;
    /** Hosts, separated by commas or spaces, each with or without a port; those below them are included. `*` is all. */
    readonly noProxy: string;
}
/**
 * The proxies that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY name. Names in small letters come first, as with
 * curl.
 *
 * @throws UserError ARGUMENT_INVALID for a proxy that is not an HTTP(S) address.
 */
export declare function proxiesIn(environment: Environment): Proxies;
