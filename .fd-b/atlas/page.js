// Writes the page of an atlas: a self-contained HTML file, which a browser opens without a server. Its sources are in
// `page/`.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
/** A path that is valid from both src/atlas and dist/atlas. */
const SOURCES = new URL('../../src/atlas/page/', import.meta.url);
/** The modules of the script, each after the modules that it imports. */
const MODULES = ['neurons', 'thumbnails', 'choice', 'picks', 'grid', 'details', 'main'];
/**
 * Writes the page.
 *
 * @param readSheet - Returns the WebP of a sheet.
 * @returns the text in parts, to be written in order. Together they may exceed the maximum length of a string.
 */
export async function pageOf(atlas, readSheet) {
    const [template, style, script] = await Promise.all([
        readFile(new URL('page.html', SOURCES), 'utf8'),
        readFile(new URL('page.css', SOURCES), 'utf8'),
        scriptOf(),
    ]);
    const values = {
        title: escaped(`Atlas of ${atlas.network.name}`),
        policy: escaped(policyOf(style, script)),
        style: `<style>${style}</style>`,
        data: `<script id="atlas" type="application/json">${inScript(dataOf(atlas))}</script>`,
        script: `<script type="module">${script}</script>`,
    };
    // A single pass, so that inserted text is not searched for placeholders.
    const [head, tail] = template.split('<!-- {{sheets}} -->');
    const filled = (text) => text.replace(/<!-- \{\{(\w+)\}\} -->|\{\{(\w+)\}\}/g, (_, a, b) => values[a ?? b]);
    const parts = [filled(head)];
    for (const [layer, { sheets }] of atlas.layers.entries()) {
        for (const [i, sheet] of sheets.entries()) {
            const text = Buffer.from(await readSheet(sheet)).toString('base64');
            parts.push(`<script id="sheet-${layer}-${i}" type="text/plain">${text}</script>\n`);
        }
    }
    return [...parts, filled(tail)];
}
/**
 * The modules as one script, because a page that is opened from a file cannot load modules: their imports and the word
 * `export` are left out. So no two modules may have a name in common.
 */
async function scriptOf() {
    const texts = await Promise.all(MODULES.map((name) => readFile(new URL(`${name}.js`, SOURCES), 'utf8')));
    return texts.map((text) => text.replace(/^import\s[^;]*;\n/gm, '').replace(/^export /gm, '')).join('\n');
}
/** Allows only the script and the style that neurozoom put into the page, and no requests. */
function policyOf(style, script) {
    const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    return [
        "default-src 'none'",
        `script-src ${hash(script)}`,
        `style-src ${hash(style)}`,
        "base-uri 'none'",
        "form-action 'none'",
    ].join('; ');
}
function dataOf({ network, madeBy, plan, layers }) {
    return JSON.stringify({
        network: { name: network.name },
        madeBy,
        plan,
        layers: layers.map(({ name, sheets, neurons }) => ({
            name,
            sheets: sheets.map(({ columns, count }) => ({ columns, count })),
            neurons: neurons.map(({ descriptor: _, ...shown }) => shown),
        })),
    });
}
/** Escapes JSON so that it cannot close the script element around it. */
function inScript(json) {
    return json.replaceAll('<', '\\u003c');
}
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function escaped(text) {
    return text.replace(/[&<>"]/g, (character) => ESCAPES[character]);
}
//# sourceMappingURL=page.js.map