import type { RenderContext } from './render-context.js';
/**
 * Makes the frames that the job does not have yet.
 *
 * @returns the next frame: the one after the last, or the one before which `stop` interrupted the render.
 * @throws UserError ENGINE_STALLED, NOT_FINITE. The job keeps the frames made until then.
 */
export declare function renderLoop(context: RenderContext): Promise<number>;
