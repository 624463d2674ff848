/** Data classes of an estate that is written down which are probably meant to be others: no rule asks for them. */

import { doubtfulDataClasses } from '../data-classes.ts';
import type { Pack } from '../packs/pack.ts';
import type { ParsedEstate } from './parse-estate.ts';

export interface DoubtfulClass {
  readonly dataClass: string;
  /** A sentence with the class that is probably meant. */
  readonly message: string;
  /** Absent: said under classify or declarations. */
  readonly workloadName?: string;
  readonly line: number;
}

/** In the order of lines. Tags are not among them: a word in a tag that is not known leaves the list unknown. */
export function doubtfulClasses({ estate, lineOf }: ParsedEstate, packs: readonly Pack[]): readonly DoubtfulClass[] {
  const said = [
    ...estate.workloads.map(({ name, dataClasses, attributes }, index) => ({
      classes: [...(dataClasses ?? []), ...texts(attributes?.['dataClasses'])],
      line: lineOf('workloads', index),
      workloadName: name,
    })),
    ...estate.classify.map(({ set }, index) => ({ classes: set.dataClasses ?? [], line: lineOf('classify', index) })),
    ...estate.declarations.map(({ attributes }, index) => ({
      classes: texts(attributes['dataClasses']),
      line: lineOf('declarations', index),
    })),
  ].filter(({ classes }) => classes.length > 0);
  const doubts = doubtfulDataClasses(
    said.flatMap(({ classes }) => classes),
    packs,
  );
  return said
    .flatMap(({ classes, ...where }) =>
      [...new Set(classes)].flatMap((dataClass) => {
        const message = doubts.get(dataClass);
        return message === undefined ? [] : [{ dataClass, message, ...where }];
      }),
    )
    .sort((a, b) => a.line - b.line);
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
