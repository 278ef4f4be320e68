// What can go wrong with a download, and how it is reported.
import { UserError } from '../../errors.js';
import { proxiesIn } from './environment.js';
/** Asking again may help: too early, too many requests, and faults of the server. */
const TEMPORARY_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);
/** The error for an answer that is not a file: a UserError, or a plain Error where asking again may help. */
export function statusError(url, status) {
    const message = `${url} was answered with the status ${status}`;
    if (TEMPORARY_STATUSES.has(status))
        return new Error(message);
    const hint = status === 407
        ? 'the proxy wants a name and a password: http://NAME:PASSWORD@proxy.example:3128'
        : 'the file may have moved: get it another way and pass it with --from FILE';
    return new UserError('DOWNLOAD_FAILED', message, { hint });
}
/** Whether the file system refused something. */
export function isDiskError(error) {
    const codes = ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EPERM', 'EIO', 'ENOTDIR', 'EISDIR', 'EFBIG'];
    return codes.includes(codeOf(error));
}
/** Whether a certificate is not trusted: it will not be a moment later. */
export function isCertificateError(error) {
    return /CERT|UNABLE_TO_(?:GET|VERIFY)/.test(codeOf(error));
}
/** Whether a redirect leads to an address that was asked before, or to anything but HTTP(S): undici refuses these. */
export function isRedirectError(error) {
    return codeOf(error) === 'UND_ERR_INVALID_ARG';
}
/** Whether nothing listens at the address. */
export function isAbsent(error) {
    return ['ECONNREFUSED', 'ENOTFOUND'].includes(codeOf(error));
}
/** The code of a system's or undici's error; '' where there is none. */
export function codeOf(error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
}
/** In place of undici's own words. */
const REASONS = {
    UND_ERR_SOCKET: 'the connection broke',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the connection broke',
    UND_ERR_CONNECT_TIMEOUT: 'nothing answered in time',
    UND_ERR_HEADERS_TIMEOUT: 'the server accepted the request and stayed silent',
    UND_ERR_BODY_TIMEOUT: 'the server went silent',
    UND_ERR_INVALID_ARG: 'it redirects in a circle, or to an address that is not HTTP',
};
/** DOWNLOAD_FAILED, with the cause in plain words. */
export function downloadFailed({ url, environment }, cause) {
    const error = cause instanceof AggregateError ? cause.errors[0] : cause;
    const why = REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
    const { httpProxy, httpsProxy } = proxiesIn(environment);
    const proxy = url.startsWith('https:') ? httpsProxy || httpProxy : httpProxy;
    const through = proxy === '' ? '' : ` (proxy: ${new URL(proxy).host})`;
    const hint = isCertificateError(cause)
        ? 'a proxy may be inspecting HTTPS: set the environment variable NODE_EXTRA_CA_CERTS to a file with its certificate'
        : 'the same command continues this download; behind a proxy set HTTPS_PROXY; offline use --from FILE, DIR or URL';
    return new UserError('DOWNLOAD_FAILED', `${url} cannot be downloaded${through}: ${why}`, { hint, cause });
}
//# sourceMappingURL=download-errors.js.map