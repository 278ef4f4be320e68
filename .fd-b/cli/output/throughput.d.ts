/** Measures the speed of work. */
export interface Throughput {
    /** Records a finished piece of work. `now` is in milliseconds and never decreases. */
    done(weight: number, frames: number, now: number): void;
    /** Records a piece of work that was done earlier. */
    skip(weight: number): void;
    /** Frames per second in the last seconds; null before the second frame. */
    framesPerSecond(): number | null;
    /** Seconds until everything is done; null before the second piece. */
    secondsLeft(): number | null;
    /** The part of the work that is done, 0 to 1. */
    share(): number;
}
/** @param total - The sum of all weights. If it turns out too small, the time left stays 0 until the end. */
export declare function openThroughput(total: number): Throughput;
