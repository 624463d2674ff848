/** Shared by the rules on Windows images in use: whether some node takes the base that a tag names. */

import type { GuestOs } from '../../../model/workload.ts';
import { listed } from '../../kleene.ts';
import { baseOfImage } from '../../windows-containers/base-images.ts';
import type { ImageBase } from '../../windows-containers/base-images.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';

export function judgeWindowsImages(
  os: GuestOs | undefined,
  images: readonly string[] | undefined,
  runs: (base: ImageBase) => boolean,
  offered: string,
): Verdict {
  if (os?.family === undefined) return unknown(['os.family']);
  if (os.family !== 'windows') return pass;
  if (images === undefined) return unknown(['images']);
  const bad = images.filter((image) => {
    const base = baseOfImage(image);
    return base !== undefined && !runs(base);
  });
  if (bad.length > 0) return fail(`No node takes ${listed(bad)}; ${offered}.`);
  const dark = images.filter((image) => baseOfImage(image) === undefined);
  return dark.length > 0 ? unknown(['images'], `The tags do not name the Windows base: ${listed(dark)}.`) : pass;
}
