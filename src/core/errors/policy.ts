/** Sites, packs and findings: IST-4xxx. */

import type { ErrorDefinition } from './errors.ts';

export const POLICY_ERRORS = {
  'IST-4001': {
    title: 'sites.yaml is not readable',
    status: 400,
    exitCode: 1,
    hint: 'Correct the YAML at the line that is named; indentation is two spaces, never tabs.',
  },
  'IST-4002': {
    title: 'sites.yaml does not have the expected shape',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named. `isthmus sites init` writes a commented example; docs/reference/sites.md lists every field.',
  },
  'IST-4003': {
    title: 'sites.yaml contradicts itself or the catalogue',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named: ids must be unique, sites that are referred to must exist, filters must parse, regions must be in the catalogue.',
  },
  'IST-4004': {
    title: 'No sites are known yet',
    status: 404,
    exitCode: 1,
    hint: 'Write a first file with `isthmus sites init`, fill in what you know, and name it with -f sites.yaml.',
  },
  'IST-4005': {
    title: 'Unknown site',
    status: 404,
    exitCode: 1,
    hint: 'Use the id of a site in sites.yaml.',
  },
  'IST-4010': {
    title: 'Rule pack is not readable',
    status: 400,
    exitCode: 1,
    hint: 'Correct the YAML at the line that is named.',
  },
  'IST-4011': {
    title: 'Rule pack does not have the expected shape',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named; docs/reference/packs.md describes the format.',
  },
  'IST-4012': {
    title: 'Unknown rule pack',
    status: 400,
    exitCode: 1,
    hint: 'Use the id of a shipped pack (docs/reference/packs.md) or of one in the packs folder of the data folder.',
  },
  'IST-4013': {
    title: 'Two rule packs have the same id',
    status: 400,
    exitCode: 1,
    hint: 'Give your own pack an id of its own; shipped packs cannot be replaced, only left out with `regimes`.',
  },
  'IST-4014': {
    title: 'Lock file of packs is not readable',
    status: 400,
    exitCode: 1,
    hint: 'Write it with `isthmus packs lock`; docs/reference/packs.md describes it.',
  },
  'IST-4015': {
    title: 'Packs are not those that were locked',
    status: 409,
    exitCode: 1,
    hint: 'Bring back the packs that were locked, or look at what changed and accept it with `isthmus packs lock`.',
  },
  'IST-4016': {
    title: 'A pack changed without a new version',
    status: 409,
    exitCode: 1,
    hint: 'Raise the version in each pack that is named, or undo the change: decisions name packs by id and version.',
  },
  'IST-4017': {
    title: 'Unknown pack',
    status: 404,
    exitCode: 1,
    hint: 'Use the id of a pack as `isthmus packs list` shows it.',
  },
  'IST-4030': {
    title: 'The estate file is not readable',
    status: 400,
    exitCode: 1,
    hint: 'Correct the YAML at the line that is named; indentation is two spaces, never tabs.',
  },
  'IST-4031': {
    title: 'The estate file does not have the expected shape',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named. docs/guide/checking-in-a-pipeline.md has an example; sites are as in docs/reference/sites.md.',
  },
  'IST-4032': {
    title: 'The estate file contradicts itself or the catalogue',
    status: 400,
    exitCode: 1,
    hint: 'Correct each place that is named: names must be unique, and sites and workloads that are referred to must exist.',
  },
  'IST-4033': {
    title: 'No such pack',
    status: 404,
    exitCode: 64,
    hint: 'Name a pack by its id or the beginning of it: isthmus packs list.',
  },
  'IST-4034': {
    title: 'The sites file cannot be changed in place',
    status: 409,
    exitCode: 1,
    hint: 'Correct the text of the file first: on the Sites page under sites.yaml, or with isthmus sites apply.',
  },
  'IST-4035': {
    title: 'The sites file was changed meanwhile',
    status: 409,
    exitCode: 1,
    hint: 'Look at the file as it is now, and say the change again.',
  },
  'IST-4036': {
    title: 'No such field of a site',
    status: 400,
    exitCode: 64,
    hint: 'Name a field that isthmus sites fields lists; attributes of your own go under attributes.custom.',
  },
} as const satisfies Readonly<Record<string, ErrorDefinition>>;
