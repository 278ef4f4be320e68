import { UserError } from '../../errors.js';
import { type Environment } from './environment.js';
/** The error for an answer that is not a file: a UserError, or a plain Error where asking again may help. */
export declare function statusError(url: string, status: number): Error;
/** Whether the file system refused something. */
export declare function isDiskError(error: unknown): boolean;
/** Whether a certificate is not trusted: it will not be a moment later. */
export declare function isCertificateError(error: unknown): boolean;
/** Whether a redirect leads to an address that was asked before, or to anything but HTTP(S): undici refuses these. */
export declare function isRedirectError(error: unknown): boolean;
/** Whether nothing listens at the address. */
export declare function isAbsent(error: unknown): boolean;
/** The code of a system's or undici's error; '' where there is none. */
export declare function codeOf(error: unknown): string;
/** DOWNLOAD_FAILED, with the cause in plain words. */
export declare function downloadFailed({ url, environment }: {
    readonly url: string;
    readonly environment: Environment;
}, cause: unknown): UserError;
