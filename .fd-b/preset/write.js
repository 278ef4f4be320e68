// Writes settings as a preset: the YAML beside a film, which loads to the same settings.
import { formatFrameRate } from './frame-rate.js';
import { formatTime } from './schema/reader.js';
import { scheduleAsWritten as asWritten } from './schema/schedule.js';
import { writeDocument } from './yaml/document.js';
/** Writes settings as a preset, without keys that are null. Loading it gives equal settings. */
export function toYaml(settings) {
    const { opening, ascent, grade, output } = settings;
    return writeDocument({
        ...withoutNull({ title: settings.title, description: settings.description }),
        network: settings.network,
        look: settings.look,
        size: `${settings.width}x${settings.height}`,
        fps: formatFrameRate(settings.fps),
        duration: formatTime(settings.durationSeconds),
        seed: settings.seed,
        opening: {
            from: `${opening.fromPixels}px`,
            enlargements: opening.enlargements,
            steps: opening.steps,
            show: opening.show,
            duration: formatTime(opening.seconds),
        },
        cycle: cycleAsWritten(settings.cycle),
        camera: cameraAsWritten(settings.camera),
        ascent: {
            cadence: ascent.cadence === 'auto' ? 'auto' : asWritten(ascent.cadence),
            octaves: typeof ascent.octaves === 'object'
                ? ascent.octaves.map(({ scale, steps, rate, bands }) => ({
                    scale,
                    steps: asWritten(steps),
                    rate: asWritten(rate),
                    bands: bands.map((band) => asWritten(band)),
                }))
                : ascent.octaves,
            ...(ascent.form === null ? {} : { form: asWritten(ascent.form) }),
            steps: asWritten(ascent.steps),
            rate: asWritten(ascent.rate),
            jitter: asWritten(ascent.jitter),
            noise: asWritten(ascent.noise),
            blendNoise: asWritten(ascent.blendNoise),
            margin: ascent.margin,
            bands: ascent.bands.map((band) => asWritten(band)),
            color: asWritten(ascent.color),
            smooth: asWritten(ascent.smooth),
        },
        grade: {
            servo: asWritten(grade.servo),
            contrast: asWritten(grade.contrast),
            brightness: asWritten(grade.brightness),
            saturation: asWritten(grade.saturation),
        },
        output: withoutNull(output),
    });
}
function withoutNull(map) {
    return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
}
function cycleAsWritten({ order, holdSeconds, blendSeconds, items }) {
    return {
        order,
        hold: formatTime(holdSeconds),
        blend: formatTime(blendSeconds),
        neurons: items.map((item) => itemAsWritten(item, holdSeconds, blendSeconds)),
    };
}
/** An item. It has its own times only if they differ from the cycle's, so that overrides of the cycle's still apply. */
function itemAsWritten(item, holdSeconds, blendSeconds) {
    return {
        ...whoIn(item),
        ...(item.holdSeconds === holdSeconds ? {} : { hold: formatTime(item.holdSeconds) }),
        ...(item.blendSeconds === blendSeconds ? {} : { blend: formatTime(item.blendSeconds) }),
    };
}
function whoIn(item) {
    const { kind } = item;
    if (kind === 'class')
        return { layer: item.layer, class: item.className };
    if (kind === 'random')
        return { layer: item.layer, random: item.count };
    if (kind === 'neuron')
        return { layer: item.layer, neuron: item.neuron };
    const layers = item.among.length === 0 ? {} : { layers: item.among };
    const from = item.atlas ?? 'atlas';
    if (kind === 'like') {
        return { like: { layer: item.layer, neuron: item.neuron }, count: item.count, from, ...layers };
    }
    return { from, sort: item.measure, [item.end]: item.count, ...layers };
}
function cameraAsWritten({ zoom, rotate, pan, drift }) {
    return {
        zoom: zoomAsWritten(zoom),
        rotate: asWritten(rotate),
        pan: { x: asWritten(pan.x), y: asWritten(pan.y) },
        drift: { amount: asWritten(drift.amount), period: formatTime(drift.period) },
    };
}
function zoomAsWritten(zoom) {
    if ('doubles' in zoom)
        return { doubles: asWritten(zoom.doubles, formatTime) };
    if ('halves' in zoom)
        return { halves: asWritten(zoom.halves, formatTime) };
    return 'perSecond' in zoom ? { perSecond: asWritten(zoom.perSecond) } : { perFrame: asWritten(zoom.perFrame) };
}
//# sourceMappingURL=write.js.map