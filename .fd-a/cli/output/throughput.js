// Measures how fast work is done and estimates how long the rest will take. Frames differ in cost (a growth starts
// small, a crossfade evaluates two neurons), so work is counted in weights that are known in advance. The speed is that
// of the last seconds.
/**
 * The weight of a piece falls to a third (1/e) in this time: slow enough for a steady estimate, fast enough to follow a
 * machine that gets busy.
 */
const MEMORY_MS = 15_000;
/** @param total - The sum of all weights. If it turns out too small, the time left stays 0 until the end. */
export function openThroughput(total) {
    let weightDone = 0;
    let last;
    const recent = { milliseconds: 0, weight: 0, frames: 0, frameMilliseconds: 0 };
    return {
        done(weight, frames, now) {
            weightDone += weight;
            const elapsed = now - (last ?? now);
            // The first piece includes opening the sessions, so its time is not typical.
            const isFirst = last === undefined;
            last = now;
            if (isFirst)
                return;
            const kept = Math.exp(-elapsed / MEMORY_MS);
            recent.milliseconds = recent.milliseconds * kept + elapsed;
            recent.weight = recent.weight * kept + weight;
            // The time of a growth does not count towards the rate of frames.
            recent.frames = recent.frames * kept + frames;
            recent.frameMilliseconds = recent.frameMilliseconds * kept + (frames > 0 ? elapsed : 0);
        },
        skip(weight) {
            weightDone += weight;
        },
        framesPerSecond: () => (recent.frames > 0 ? (1000 * recent.frames) / recent.frameMilliseconds : null),
        secondsLeft() {
            if (recent.weight === 0)
                return null;
            return (Math.max(0, total - weightDone) * recent.milliseconds) / recent.weight / 1000;
        },
        share: () => (total > 0 ? Math.min(1, weightDone / total) : 0),
    };
}
//# sourceMappingURL=throughput.js.map