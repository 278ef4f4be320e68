// What the environment says: in which folder networks and atlases are kept, and through which proxies downloads go.
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
/**
 * The folder for networks and atlases: NEUROZOOM_CACHE, else that of the XDG Base Directory Specification, else the
 * usual one on macOS and Windows.
 */
export function cacheFolder(environment = process.env, platform = process.platform, home = homedir()) {
    const { NEUROZOOM_CACHE: own = '', XDG_CACHE_HOME: shared = '', LOCALAPPDATA: local = '' } = environment;
    if (own !== '')
        return resolve(own);
    // The specification says that relative paths are invalid and must be ignored.
    if (isAbsolute(shared))
        return join(shared, 'neurozoom');
    if (platform === 'win32')
        return join(local === '' ? join(home, 'AppData', 'Local') : local, 'neurozoom', 'Cache');
    return platform === 'darwin' ? join(home, 'Library', 'Caches', 'neurozoom') : join(home, '.cache', 'neurozoom');
}
/** The folder that holds the atlases of all networks. */
export function atlasesFolder(environment = process.env) {
    return join(cacheFolder(environment), 'atlases');
}
/**
 * The proxies that HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY name. Names in small letters come first, as with
 * curl.
 *
 * @throws UserError ARGUMENT_INVALID for a proxy that is not an HTTP(S) address.
 */
export function proxiesIn(environment) {
    const textOf = (name) => [environment[name.toLowerCase()], environment[name]].find((value) => value) ?? '';
    const proxyOf = (name) => proxyAddress(textOf(name) || textOf('ALL_PROXY'));
    return { httpProxy: proxyOf('HTTP_PROXY'), httpsProxy: proxyOf('HTTPS_PROXY'), noProxy: textOf('NO_PROXY') };
}
function proxyAddress(named) {
    if (named === '')
        return '';
    const text = /^[a-z][a-z\d+.-]*:\/\//i.test(named) ? named : `http://${named}`;
    const proxy = URL.canParse(text) ? new URL(text) : undefined;
    if (proxy?.protocol === 'http:' || proxy?.protocol === 'https:')
        return proxy.href;
    const withoutSecrets = named.replace(/\/\/[^@/]*@/, '//').replace(/^[^@/]*@/, '');
    throw new UserError('ARGUMENT_INVALID', `the proxy ${withoutSecrets} cannot be used`, {
        hint: 'HTTPS_PROXY and HTTP_PROXY hold an address such as http://proxy.example:3128',
    });
}
//# sourceMappingURL=environment.js.map