/** What documents refer to: the record of the check, the files of feeds, the plan, the framework. */

import { catalogOf } from './control-names.ts';
import type { OscalInput } from './input.ts';
import { markup, oneLine, prop } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

export const whyResource = (whyId: string): string => uuidOf('resource', 'why', whyId);
export const importResource = (importId: string): string => uuidOf('resource', 'import', importId);
export const frameworkResource = (framework: string): string => uuidOf('resource', 'framework', framework);
export const planResource = (whyId: string, framework: string): string => uuidOf('resource', 'plan', whyId, framework);
export const systemResource = (whyId: string): string => uuidOf('resource', 'system', whyId);

export function whyResourceOf({ why }: OscalInput): Json {
  return {
    uuid: whyResource(why.id),
    title: `Record of the check ${why.id}`,
    description: `What the check was made from. It is made again and compared with: isthmus replay ${why.id}`,
    props: [
      prop('why-record', why.id),
      prop('inputs-digest', why.inputsDigest),
      prop('result-digest', why.resultDigest),
      prop('estate-digest', why.estateDigest),
      prop('generation', why.generation),
      prop('catalogue', why.catalogVersion),
      ...Object.entries(why.packs)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { version, digest }]) => prop('pack', `${id} ${version} ${digest}`)),
    ],
  };
}

export const importResourceOf = ({ id, fileName, sha256, createdAt }: OscalInput['imports'][number]): Json => ({
  uuid: importResource(id),
  title: markup(fileName),
  description: `Brought in as ${id} on ${createdAt.slice(0, 10)}.`,
  props: [prop('import', id)],
  rlinks: [
    {
      href: encodeURIComponent(oneLine(fileName)),
      hashes: [{ algorithm: 'SHA-256', value: sha256.replace(/^sha256:/, '') }],
    },
  ],
});

export function frameworkResourceOf({ framework, why }: OscalInput): Json {
  const href = catalogOf(framework.id);
  return {
    uuid: frameworkResource(framework.id),
    title: markup(framework.name),
    description: markup(
      `Which check speaks to which ${framework.unit} is a judgement of this product's catalogue (${why.catalogVersion}): an auditor decides.${framework.note === undefined ? '' : ` ${framework.note}`}`,
    ),
    ...(href === undefined ? {} : { rlinks: [{ href, 'media-type': 'application/oscal+json' }] }),
  };
}

/** There is no system security plan: what the system is, the sites file and the generation say. */
export function systemResourceOf({ why }: OscalInput): Json {
  const { sites } = (why.settings ?? {}) as { readonly sites?: string };
  return {
    uuid: systemResource(why.id),
    title: 'Description of the system',
    description:
      'There is no system security plan. The estate is described by its sites file and its inventory, with these digests.',
    props: [prop('estate-digest', why.estateDigest), ...(sites === undefined ? [] : [prop('sites-digest', sites)])],
  };
}
