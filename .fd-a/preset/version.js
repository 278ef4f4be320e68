// The version of this program, which is written at the top of all settings.
import { readFile } from 'node:fs/promises';
/** The version of this package. */
export async function version() {
    const manifest = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    return manifest.version;
}
//# sourceMappingURL=version.js.map