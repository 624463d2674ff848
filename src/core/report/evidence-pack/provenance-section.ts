/** What the file rests on, and how somebody else shows that it does. */

import { escapeHtml, Html, html } from '../html.ts';
import { table, text } from '../table.ts';
import type { EvidencePackData } from './pack-data.ts';
import { code } from './pack-text.ts';

export function provenanceSection(data: EvidencePackData): Html {
  const { why, pack, inputs, catalogue, sources } = data;
  const { sites } = (why.settings ?? {}) as { readonly sites?: string };
  return html`${table(
      'The check',
      [text('What'), text('Value')],
      [
        ['Record of the check', code(why.id)],
        ['Made', `${why.createdAt} by ${why.actor}`],
        ['Estate', html`generation ${why.generation}, made ${data.generationCreatedAt}<br />${code(why.estateDigest)}`],
        ['Sites file', sites === undefined ? 'not recorded' : code(sites)],
        ['Pack', html`${pack.id} ${pack.version}<br />${code(pack.digest)}`],
        ['Catalogue', code(why.catalogVersion)],
        ['Inputs together', code(why.inputsDigest)],
        ['Result', code(why.resultDigest)],
        ['Product', `Isthmus ${why.productVersion}`],
        ['Audit log', auditText(data)],
      ],
    )}${table(
      'Sources of the estate, as they stand now',
      [text('Source'), text('Kind'), text('Seen'), text('SHA-256')],
      inputs.map(({ name, kind, observedAt, sha256 }) => [
        name,
        kind,
        observedAt,
        sha256 === null ? 'no file' : code(sha256),
      ]),
    )}
    <h3>Where the reading comes from</h3>
    <ul>
      ${sources.map((source) => html`<li>${source}</li>`)}
    </ul>
    ${table(
      'Catalogue files',
      [text('File'), text('As of')],
      catalogue.map(({ file, asOf }) => [file, asOf]),
    )}
    <h3>How to check this yourself</h3>
    <p>
      On the installation: make the decision again from its stored inputs and compare; then write this file again. It
      differs only where a source was read again or the audit log was signed since.
    </p>
    ${commands([`isthmus replay ${why.id}`, `isthmus evidence pack ${pack.id} -o again.html`])}
    <p>
      Anywhere, without network or database, with the export and a public key that you were given on another way. The
      record of this check is${data.auditSeq === null ? ' not in the log' : html` number ${data.auditSeq}`}.
    </p>
    ${commands(['isthmus audit export -o audit.jsonl', 'isthmus audit verify audit.jsonl --key public.pem'])}`;
}

function auditText({ auditSeq, checkpoint, keyFingerprint }: EvidencePackData): Html | string {
  const held =
    auditSeq === null ? 'it has no record of this check' : `record ${auditSeq} holds the digests of this check`;
  if (checkpoint === null) return `${held}; no checkpoint was signed yet`;
  const covers = auditSeq !== null && checkpoint.seq >= auditSeq ? ', which covers it' : '';
  return html`${held}; newest checkpoint at record ${checkpoint.seq},
  ${checkpoint.at}${covers}${keyFingerprint === null ? '' : html`<br />key ${code(keyFingerprint)}`}`;
}

/** One command a line: line breaks of a template are only layout. */
const commands = (lines: readonly string[]): Html =>
  html`<pre tabindex="0">${new Html(lines.map(escapeHtml).join('\n'))}</pre>`;
