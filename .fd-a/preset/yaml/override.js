// Overrides: single values that replace those of a preset, as with `--set camera.zoom.doubles=3s`. They are applied
// before the preset is checked, so that they are checked like all other values.
import { UserError } from '../../errors.js';
import { ZOOM_KINDS } from '../../timeline/camera.js';
import { readDocument } from './document.js';
/**
 * Reads an override of the form `camera.zoom.doubles=3s` or `cycle.neurons[0]=block8:7`; the value is YAML.
 *
 * @throws UserError ARGUMENT_INVALID when it is not of that form or the value is not YAML.
 */
export function parseOverride(text) {
    const origin = `--set ${text}`;
    const split = text.indexOf('=');
    const keys = text.slice(0, Math.max(0, split));
    if (!/^[^.[\]\s]+(?:\.[^.[\]\s]+|\[\d{1,9}\])*$/.test(keys)) {
        throw new UserError('ARGUMENT_INVALID', `Expected \`--set\` to be a path and a value such as camera.zoom.doubles=3s, got \`${text}\`.`);
    }
    const path = [...keys.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([key, index]) => index === undefined ? key : Number(index));
    const { document, problems } = readDocument(text.slice(split + 1));
    if (document === undefined || problems.length > 0) {
        throw new UserError('ARGUMENT_INVALID', `${origin}: ${problems[0]?.message}`, {
            hint: 'the value is YAML: put it in quotes, as in --set \'title="Deep: sea"\', if it holds special characters',
        });
    }
    return { path, value: document.value(), origin };
}
/** Applies overrides in order; later ones replace earlier ones. @returns Those that do not fit. */
export function applyOverrides(document, overrides) {
    return overrides.flatMap(({ path, value, origin }) => {
        // A zoom is given in one of four ways: a new one replaces the old one.
        if (path.length > 2 && path[0] === 'camera' && path[1] === 'zoom') {
            for (const kind of ZOOM_KINDS)
                if (kind !== path[2])
                    document.remove(['camera', 'zoom', kind]);
        }
        const problem = document.put(path, value);
        return problem === undefined ? [] : [{ ...problem, origin }];
    });
}
//# sourceMappingURL=override.js.map