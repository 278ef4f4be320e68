// Easings: how a value moves from one keyframe to the next. Each is a function that takes 0 to 0 and 1 to 1, named as in
// d3-ease (in: gentle start, out: gentle end). The gentle ones are all parts of one curve, the smoothstep 3t^2 - 2t^3,
// so that they fit each other. Others bounce, overshoot, or follow a curve of CSS.

/** The names of the easings, as a keyframe's `ease` gives them. */
export const EASES = ['linear', 'in', 'out', 'in-out', 'step', 'bounce', 'elastic', 'back'] as const;

/** A curve as in CSS: `cubic-bezier(x1, y1, x2, y2)`, x from 0 to 1, y from -2 to 3. */
export type BezierEase = `cubic-bezier(${string})`;

/** The name of an easing, as presets write it. */
export type Ease = (typeof EASES)[number] | BezierEase;

/** An easing takes the fraction of the way in time (0 to 1) to the fraction of the way in value. */
export type Easing = (t: number) => number;

/** The same speed all the way. */
export function easeLinear(t: number): number {
  return t;
}

/** Gentle start, fast arrival: the first half of the smoothstep, stretched to the whole way. */
export function easeSmoothIn(t: number): number {
  return (t * t * (3 - t)) / 2;
}

/** Fast start, gentle arrival: the second half of the smoothstep, stretched to the whole way. */
export function easeSmoothOut(t: number): number {
  return 1 - easeSmoothIn(1 - t);
}

/** Gentle at both ends: the smoothstep, whose speed is 0 at either end. */
export function easeSmoothInOut(t: number): number {
  return t * t * (3 - 2 * t);
}

/** Keeps the value and jumps on arrival. */
export function easeStep(t: number): number {
  return t < 1 ? 0 : 1;
}

/** When a bounce touches the ground, as a fraction of the way; four arcs of one parabola. */
const BOUNCES = [1 / 2.75, 2 / 2.75, 2.5 / 2.75] as const;

/** Falls, and bounces three times, each a quarter as high (Penner's equations). */
export function easeBounce(t: number): number {
  const [first, second, third] = BOUNCES;
  const arc = (centre: number, height: number) => 7.5625 * (t - centre) ** 2 + height;
  if (t < first) return arc(0, 0);
  if (t < second) return arc(1.5 / 2.75, 0.75);
  return t < third ? arc(2.25 / 2.75, 0.9375) : arc(2.625 / 2.75, 0.984375);
}

/** Arrives fast and swings about the value, 37 % beyond it at first (Penner's equations). */
export function easeElastic(t: number): number {
  if (t <= 0 || t >= 1) return t <= 0 ? 0 : 1;
  return 2 ** (-10 * t) * Math.sin(((10 * t - 0.75) * 2 * Math.PI) / 3) + 1;
}

/** Goes 10 % beyond the value and back (Penner's equations). */
export function easeBack(t: number): number {
  const beyond = 1.70158;
  return 1 + (beyond + 1) * (t - 1) ** 3 + beyond * (t - 1) ** 2;
}

const NUMBER = String.raw`\s*(-?(?:\d+(?:\.\d+)?|\.\d+))\s*`;

/** The pattern of curves, as presets write them. */
export const BEZIER_PATTERN = `^cubic-bezier\\(${[1, 2, 3, 4].map(() => NUMBER).join(',')}\\)$`;

/** The numbers of a curve; `undefined` when the text is none, or a number is out of its range. */
export function readBezier(text: string): readonly [x1: number, y1: number, x2: number, y2: number] | undefined {
  const numbers = new RegExp(BEZIER_PATTERN, 'u').exec(text)?.slice(1).map(Number);
  if (numbers === undefined) return undefined;
  const [x1, y1, x2, y2] = numbers as [number, number, number, number];
  const isCurve = [x1, x2].every((x) => x >= 0 && x <= 1) && [y1, y2].every((y) => y >= -2 && y <= 3);
  return isCurve ? [x1, y1, x2, y2] : undefined;
}

const BISECTIONS = 50;

/** A curve of CSS: y where x is t. */
function bezier([x1, y1, x2, y2]: readonly [number, number, number, number]): Easing {
  const at = (a: number, b: number, s: number) => 3 * a * s * (1 - s) ** 2 + 3 * b * s * s * (1 - s) + s ** 3;
  return (t) => {
    if (t <= 0 || t >= 1) return t <= 0 ? 0 : 1;
    let [low, high] = [0, 1];
    for (let step = 0; step < BISECTIONS; step++) {
      const middle = (low + high) / 2;
      if (at(x1, x2, middle) < t) low = middle;
      else high = middle;
    }
    return at(y1, y2, (low + high) / 2);
  };
}

/** Every easing with a name. */
export const EASINGS: { readonly [K in (typeof EASES)[number]]: Easing } = {
  linear: easeLinear,
  in: easeSmoothIn,
  out: easeSmoothOut,
  'in-out': easeSmoothInOut,
  step: easeStep,
  bounce: easeBounce,
  elastic: easeElastic,
  back: easeBack,
};

const isNamed = (ease: Ease): ease is (typeof EASES)[number] => Object.hasOwn(EASINGS, ease);

/**
 * The easing of a name or a curve.
 *
 * @throws RangeError when it is neither.
 */
export function easingOf(ease: Ease): Easing {
  if (isNamed(ease)) return EASINGS[ease];
  const numbers = readBezier(ease);
  if (numbers === undefined) {
    throw new RangeError(
      `Expected \`ease\` to be ${EASES.join(', ')} or cubic-bezier(x1, y1, x2, y2), got \`${ease}\`.`,
    );
  }
  return bezier(numbers);
}

/** Fractions of the way at which an easing bends. */
export function bendsOf(ease: Ease): readonly number[] {
  return ease === 'bounce' ? BOUNCES : [];
}

/** Where the extremes of an easing are looked for. */
const SAMPLES = 2000;

const REACHES = new Map<Ease, readonly [low: number, high: number]>();

/** The least and the greatest fraction of the way in value that an easing passes; [0, 1] without overshoot. */
export function reachOf(ease: Ease): readonly [low: number, high: number] {
  const known = REACHES.get(ease);
  if (known !== undefined) return known;
  const easing = easingOf(ease);
  let [low, high] = [0, 1];
  for (let i = 1; i < SAMPLES; i++) {
    const value = easing(i / SAMPLES);
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  REACHES.set(ease, [low, high]);
  return [low, high];
}
