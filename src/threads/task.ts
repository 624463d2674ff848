/**
 * What runs inside a thread. A task is a plain function; it gets its input once, may tell of progress, may be sent
 * messages, and returns one result. It never learns whether a server, a command or a test started it.
 */

export interface TaskContext<Progress, Message> {
  /**
   * True once somebody asked for an early end. It is read from shared memory, so a loop that never returns to the event
   * loop sees it too. What it means is the task's business: a search returns the best it has.
   */
  stopping(): boolean;
  /** Structured-cloneable. A few times a second is plenty: every call is a message the other side must take. */
  progress(value: Progress): void;
  /** The next message, in the order sent; undefined as soon as a stop was asked for. */
  receive(): Promise<Message | undefined>;
  /** Buffers that the result hands over instead of copying; they are empty in the thread afterwards. */
  transfer(...buffers: ArrayBuffer[]): void;
}

export type ThreadTask<Input, Output, Progress = never, Message = never> = (
  input: Input,
  context: TaskContext<Progress, Message>,
) => Output | Promise<Output>;
