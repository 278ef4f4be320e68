// The options of a render, and the events that it reports.
/** Measures a picture's colours. */
export function statisticsOf({ data }) {
    const sums = [0, 0, 0];
    const squares = [0, 0, 0];
    let clipped = 0;
    for (let i = 0; i < data.length; i++) {
        const value = data[i];
        const c = i % 3;
        sums[c] += value;
        squares[c] += value * value;
        if (value === 0 || value === 255)
            clipped += 1;
    }
    const pixels = data.length / 3;
    const mean = sums.map((sum) => sum / pixels);
    const deviation = squares.map((square, c) => Math.sqrt(Math.max(0, square / pixels - mean[c] ** 2)));
    const round = (value) => Number((value / 255).toFixed(4));
    return {
        mean: mean.map(round),
        deviation: deviation.map(round),
        clipped: Number((clipped / data.length).toFixed(5)),
    };
}
//# sourceMappingURL=events.js.map