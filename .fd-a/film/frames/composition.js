// Makes the pictures shown for a key and for the frames between it and the key before.
import { showMaster } from '../../optvis/grade.js';
import { resize } from '../../tensor/resample.js';
import { openStretch, stretchMemory } from './stretch.js';
/** Makes the frames of compositions, one composition after the other. */
export function openComposing({ width, height, margin, }) {
    const picture = { width, height, data: new Uint8Array(width * height * 3) };
    let memory;
    let before;
    return function* compose({ first = before, moved, next, moves, scale, grades }) {
        let stretch;
        if (grades.length > 1) {
            memory = stretchMemory(next.shape, memory);
            stretch = openStretch(first, moved, next, moves, memory);
        }
        before = stretch?.next ?? next;
        for (const [i, grade] of grades.entries()) {
            const began = performance.now();
            const isKey = i === grades.length - 1;
            const from = isKey ? next : stretch.between(moves.length - grades.length + i + 1);
            const warped = performance.now();
            if (!isKey || scale === 1)
                showMaster(from, margin, grade, picture);
            else
                showMaster(resize(next, height, width, { ratio: 1 / scale }), 0, grade, picture);
            yield { picture, times: { warp: warped - began, grade: performance.now() - warped } };
        }
    };
}
//# sourceMappingURL=composition.js.map