// Downloads a file over HTTP. The received bytes are kept when the connection breaks: the next attempt, or the next
// call, asks only for the rest, provided that the server still has the same file (If-Range). What the server said about
// the file is noted beside the partial file.
import { open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { EnvHttpProxyAgent, interceptors, Pool, request } from 'undici';
import { writeAt } from '../../disk/durable.js';
import { UserError } from '../../errors.js';
import { parseJson } from '../json.js';
import { MAX_FILE_BYTES } from '../model-file.js';
import { codeOf, downloadFailed, isAbsent, isCertificateError, isDiskError, isRedirectError, statusError, } from './download-errors.js';
import { proxiesIn } from './environment.js';
/** Attempts in a row that bring no byte before the download fails. */
const MAX_ATTEMPTS = 4;
const MAX_REDIRECTS = 10;
/**
 * Downloads the whole of a file into `part`. When it fails, the received bytes stay there.
 *
 * @throws UserError DOWNLOAD_FAILED when the file cannot be had; NETWORK_UNREADABLE when a web page or too much comes
 *   instead; ARGUMENT_INVALID for a proxy that cannot be used. The signal's reason when it aborts.
 */
export async function download(wanted) {
    // Plain HTTP is asked for at the proxy by its whole address: many proxies open tunnels for HTTPS only.
    const proxies = { ...proxiesIn(wanted.environment), proxyTunnel: false, clientFactory: openProxy };
    const agent = new EnvHttpProxyAgent(proxies);
    try {
        await attempt(wanted, agent.compose(interceptors.redirect({ maxRedirections: MAX_REDIRECTS })));
    }
    finally {
        await agent.destroy();
    }
}
/**
 * The connections to a proxy. When the proxy closes one instead of opening a tunnel, undici 7 asks it again without end
 * (nodejs/undici#3897, fixed in undici 8, which needs Node.js 22), unless the error has another code.
 */
function openProxy(origin, options) {
    const pool = new Pool(origin, options);
    const { connect } = pool;
    const connectOrFail = (tunnel) => connect.call(pool, tunnel).catch((cause) => {
        throw codeOf(cause) === 'UND_ERR_SOCKET' ? new Error('the proxy closed the connection', { cause }) : cause;
    });
    return Object.assign(pool, { connect: connectOrFail });
}
async function attempt(wanted, dispatcher) {
    let failures = 0;
    let before = -1;
    for (;;) {
        try {
            return await fetchRest(wanted, dispatcher);
        }
        catch (error) {
            wanted.signal?.throwIfAborted();
            if (error instanceof UserError || isDiskError(error))
                throw error;
            if (isCertificateError(error) || isRedirectError(error) || (before < 0 && isAbsent(error))) {
                throw downloadFailed(wanted, error);
            }
            const now = await sizeOf(wanted.part);
            failures = now > before ? 1 : failures + 1;
            before = now;
            if (failures >= MAX_ATTEMPTS)
                throw downloadFailed(wanted, error);
            await wait((wanted.pauseMs ?? 1000) * 2 ** (failures - 1), undefined, { signal: wanted.signal });
        }
    }
}
async function fetchRest(wanted, dispatcher) {
    const { url, part, onProgress } = wanted;
    const agreed = await readAgreement(part);
    const have = agreed?.url === url ? await sizeOf(part) : 0;
    const range = have === 0 ? {} : { range: `bytes=${have}-` };
    const ifRange = have === 0 || typeof agreed?.validator !== 'string' ? {} : { 'if-range': agreed.validator };
    const answer = await ask(wanted, dispatcher, { ...range, ...ifRange });
    try {
        const { statusCode: status } = answer;
        const [, first, all] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headerOf(answer, 'content-range') ?? '') ?? [];
        if (status === 416 && have > 0) {
            if (Number(all) === have)
                return; // it was complete already
            await rm(part, { force: true });
            throw new Error('the server has another file by now');
        }
        if (status !== 200 && status !== 206)
            throw statusError(url, status);
        const start = status === 206 ? have : 0;
        const announced = status === 206 ? all : headerOf(answer, 'content-length');
        const total = announced === undefined || announced === '*' ? undefined : Number(announced);
        if (status === 206 && (Number(first) !== have || (agreed?.total ?? total) !== total)) {
            await rm(part, { force: true });
            throw new Error('the server has another file by now');
        }
        refuseWrong(url, answer, total);
        await writeFile(`${part}.json`, JSON.stringify({ url, validator: validatorOf(answer), total: total ?? null }));
        onProgress?.(start, total);
        const end = await append(answer.body, part, start, { url, onProgress: (done) => onProgress?.(done, total) });
        if (total !== undefined && end !== total)
            throw new Error(`the connection broke after ${end} of ${total} bytes`);
    }
    finally {
        answer.body.on('error', () => undefined).destroy(); // destroying a body that was not read to its end is an error
    }
}
async function ask({ url, signal, timeoutMs = 60_000 }, dispatcher, extra) {
    const headers = { 'user-agent': 'neurozoom', accept: '*/*', 'accept-encoding': 'identity', ...extra };
    const timeouts = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
    const answer = await request(url, { dispatcher, headers, ...timeouts, ...(signal === undefined ? {} : { signal }) });
    const { history = [] } = answer.context;
    const isDowngrade = url.startsWith('https:') && history.some(({ protocol }) => protocol !== 'https:');
    const isEndless = history.length > MAX_REDIRECTS;
    if (!isDowngrade && !isEndless)
        return answer;
    answer.body.on('error', () => undefined).destroy();
    const why = isDowngrade ? 'out of HTTPS, which is not followed' : `more than ${MAX_REDIRECTS} times`;
    throw new UserError('DOWNLOAD_FAILED', `${url} redirects ${why}`);
}
function refuseWrong(url, answer, total) {
    const encoding = headerOf(answer, 'content-encoding') ?? 'identity';
    if (/^text\/html|^application\/xhtml/i.test(headerOf(answer, 'content-type') ?? '')) {
        throw new UserError('NETWORK_UNREADABLE', `${url} is a web page, not a network`, {
            hint: 'perhaps the login page of your Wi-Fi or company, or the address of a page about the file',
        });
    }
    if (encoding !== 'identity')
        throw new UserError('DOWNLOAD_FAILED', `${url} comes encoded as ${encoding}, unasked`);
    if (total !== undefined && !(total >= 1 && total <= MAX_FILE_BYTES)) {
        throw new UserError('NETWORK_UNREADABLE', `${url} has ${total} bytes, more than any network has`);
    }
}
function headerOf({ headers }, name) {
    return [headers[name]].flat()[0];
}
function validatorOf(answer) {
    const etag = headerOf(answer, 'etag');
    return etag !== undefined && !etag.startsWith('W/') ? etag : (headerOf(answer, 'last-modified') ?? null);
}
/** Writes the body from `start` on. @returns the length of the file after that. */
async function append(body, part, start, { url, onProgress }) {
    const file = await open(part, start === 0 ? 'w' : 'r+');
    try {
        let at = start;
        for await (const chunk of body) {
            if (at + chunk.length > MAX_FILE_BYTES) {
                throw new UserError('NETWORK_UNREADABLE', `${url} has more than ${MAX_FILE_BYTES} bytes`);
            }
            await writeAt(file, chunk, at);
            at += chunk.length;
            onProgress(at);
        }
        await file.sync();
        return at;
    }
    finally {
        await file.close();
    }
}
async function readAgreement(part) {
    try {
        const given = parseJson(`${part}.json`, await readFile(`${part}.json`, 'utf8'));
        const { url, validator, total } = given;
        if (typeof url !== 'string')
            return undefined;
        return {
            url,
            validator: typeof validator === 'string' ? validator : null,
            total: typeof total === 'number' ? total : null,
        };
    }
    catch {
        return undefined; // absent or torn: the download starts over
    }
}
async function sizeOf(path) {
    return stat(path).then(({ size }) => size, () => 0);
}
//# sourceMappingURL=download.js.map