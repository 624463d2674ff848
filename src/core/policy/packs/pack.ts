/** A pack ready to be evaluated, and how a file becomes one. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Confidence } from '../../catalog/provenance.ts';
import { failure } from '../../errors/registry.ts';
import { digestOf } from '../../evidence/digest.ts';
import { compileExpression } from '../cel/expression.ts';
import { ExpressionProblem } from '../cel/subset.ts';
import type { Expression } from '../cel/vocabulary.ts';
import { policyVocabulary } from '../vocabulary.ts';
import { causesOf, SourceDocument } from '../yaml-issues.ts';
import { ladderCondition } from './ladder.ts';
import { packSchema, requirementSchema } from './pack-schema.ts';
import type { Level, PackDefinition, RequirementDefinition } from './pack-schema.ts';

/** A condition that could not be compiled: its rule answers unknown, with this. */
export interface PackProblem {
  readonly packId: string;
  /** Undefined when the pack's own condition is at fault. */
  readonly requirementId?: string;
  /** "requirements[3].test (line 41), column 12" */
  readonly where: string;
  readonly message: string;
}

export interface Requirement {
  /** Unique over all packs: "gdpr-ch5/g-44". */
  readonly ruleId: string;
  readonly reference: string;
  readonly title: string;
  readonly level: Level;
  readonly remedy: string;
  readonly note?: string;
  readonly confidence: Confidence;
  readonly when?: Expression;
  readonly test: Expression;
  readonly covers: readonly string[];
  readonly evidence: readonly string[];
}

export interface Pack {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly definition: PackDefinition;
  readonly applies: Expression;
  readonly requirements: readonly Requirement[];
  readonly ladders: readonly Ladder[];
  readonly problems: readonly PackProblem[];
}

/** Rungs from the highest to the lowest. */
export interface Ladder {
  readonly id: string;
  readonly name: string;
  readonly weightPct: number;
  readonly assessed: string;
  readonly confidence: Confidence;
  readonly note?: string;
  readonly rungs: readonly { readonly level: number; readonly when: Expression }[];
}

/**
 * Parses a pack. `name` is the file's name, for messages.
 * @throws IST-4010 not YAML · IST-4011 wrong shape. A condition that does not compile is no reason to throw: its rule
 *   answers unknown and is listed in `problems`.
 */
export function parsePack(text: string, name: string, catalog: Catalog): Pack {
  return readPack(text, name, catalog).pack;
}

/** As `parsePack`, with the text still knowing where everything stands. */
export function readPack(text: string, name: string, catalog: Catalog): { pack: Pack; document: SourceDocument } {
  const document = new SourceDocument(text, 'IST-4010', name);
  const result = packSchema.safeParse(document.value ?? {});
  if (!result.success) {
    throw failure('IST-4011', `${name} does not have the expected shape`, {
      causes: causesOf(result.error.issues, document, packKeys),
    });
  }
  return { pack: compilePack(result.data, name, document, catalog), document };
}

const requirementKeys = [...new Set(requirementSchema.options.flatMap((option) => Object.keys(option.shape)))];

function packKeys(path: readonly PropertyKey[]): readonly string[] {
  return path[0] === 'requirements' ? requirementKeys : Object.keys(packSchema.shape);
}

function compilePack(definition: PackDefinition, name: string, document: SourceDocument, catalog: Catalog): Pack {
  const problems: PackProblem[] = [];
  const vocabulary = policyVocabulary(catalog, Object.keys(definition.attributes ?? {}));
  const compile = (text: string, path: readonly PropertyKey[], requirementId?: string): Expression => {
    try {
      return compileExpression(text, vocabulary);
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      const where = `${name}: ${document.where(path)}, column ${error.start + 1} of the condition`;
      const place = { packId: definition.id, where, message: error.message };
      problems.push(requirementId === undefined ? place : { ...place, requirementId });
      return faulty(text, `${where}: ${error.message}`);
    }
  };
  checkIds(definition, name, document);
  const ladders = (definition.ladders ?? []).map((ladder, index) => ({
    id: ladder.id,
    name: ladder.name,
    weightPct: ladder.weightPct,
    assessed: ladder.assessed,
    confidence: ladder.conf,
    ...(ladder.note === undefined ? {} : { note: ladder.note }),
    rungs: ladder.rungs
      .map((rung, at) => ({ level: rung.level, when: compile(rung.when, ['ladders', index, 'rungs', at, 'when']) }))
      .sort((a, b) => b.level - a.level),
  }));
  const requirements = definition.requirements.map((each, index) =>
    compileRequirement(each, ['requirements', index], definition, compile),
  );
  return {
    id: definition.id,
    version: definition.version,
    digest: packDigest(definition),
    definition,
    applies: compile(definition.appliesWhen, ['appliesWhen']),
    requirements,
    ladders,
    problems,
  };
}

function compileRequirement(
  each: RequirementDefinition,
  path: readonly PropertyKey[],
  pack: PackDefinition,
  compile: (text: string, path: readonly PropertyKey[], requirementId?: string) => Expression,
): Requirement {
  const ladder = 'ladder' in each ? pack.ladders?.find((candidate) => candidate.id === each.ladder) : undefined;
  const text = 'test' in each ? each.test : ladder === undefined ? '' : ladderCondition(ladder, each.minimum);
  const testPath = [...path, 'test' in each ? 'test' : 'ladder'];
  const when = each.when === undefined ? {} : { when: compile(each.when, [...path, 'when'], each.id) };
  return {
    ruleId: `${pack.id}/${each.id}`,
    reference: each.ref,
    title: each.title,
    level: each.level,
    remedy: each.remedy,
    confidence: each.conf ?? pack.conf,
    ...when,
    test: compile(text, testPath, each.id),
    covers: each.covers ?? [each.id],
    evidence: each.evidence ?? [],
    ...(each.note === undefined ? {} : { note: each.note }),
  };
}

function checkIds(definition: PackDefinition, name: string, document: SourceDocument): void {
  const seen = new Set<string>();
  definition.requirements.forEach((each, index) => {
    if (seen.has(each.id)) {
      throw failure('IST-4011', `${name} does not have the expected shape`, {
        causes: [
          {
            where: document.where(['requirements', index, 'id']),
            message: `"${each.id}" is the id of two requirements`,
          },
        ],
      });
    }
    seen.add(each.id);
  });
}

/** Of what a pack means: its tests may grow without changing what it answers. */
function packDigest({ tests: _tests, ...meaning }: PackDefinition): string {
  return digestOf(meaning);
}

/** Stands in for a condition at fault: always unknown, always with the reason. */
function faulty(text: string, error: string): Expression {
  return { text, paths: [], written: [], needs: [], elements: [], evaluate: () => ({ missing: [], error }) };
}
