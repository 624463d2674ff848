/** What a placement policy is: given what is free now and what demand usually looks like, a node and its GPUs. */

import type { Random } from '../../random.ts';
import type { GpuState } from '../state.ts';
import type { TypicalDemand } from '../typical.ts';

export interface PolicyContext {
  readonly state: GpuState;
  /** Known before the first arrival. */
  readonly typical: TypicalDemand;
  readonly random: Random;
}

export interface Chooser {
  /** The node for one demand of this shape, or −1 when it fits on none. Changes nothing. */
  node(shape: number): number;
  /** The GPUs it takes there, as a bit mask. */
  gpus(shape: number, node: number): number;
}

export interface Policy {
  readonly name: string;
  /** One sentence for people. */
  readonly describes: string;
  create(context: PolicyContext): Chooser;
}
