/** What a served model holds in GPU memory, term by term, each with its figures and where they come from. */

import type { z } from 'zod';
import type { aiModelsSchema } from '../../catalog/ai-models.ts';
import { cite } from '../../catalog/provenance.ts';

export type AiModels = z.infer<typeof aiModelsSchema>;
export type AiModel = AiModels['models'][number];

/** A figure that is missing, and what would answer it. */
export interface Missing {
  readonly field: string;
  readonly answer: string;
}

export interface MemoryTerm {
  readonly id: 'weights' | 'kv-full' | 'kv-window' | 'kv-mla' | 'overhead';
  readonly gib: number;
  /** The formula with its figures. */
  readonly text: string;
  readonly source: string;
  /** How many GPUs at most share this term; 1: every GPU holds all of it. */
  readonly splitsOver: number;
}

export interface Terms {
  readonly terms: readonly MemoryTerm[];
  readonly missing: readonly Missing[];
  /** What a server holds besides and no figure here covers. */
  readonly notCounted: readonly string[];
}

export interface ServedModel {
  /** Bytes per weight as the catalogue names them: bf16, fp8, int4-g128 …; the model's own unless given. */
  readonly precision?: string;
  /** Precision of the cache: bf16 unless given. */
  readonly kvPrecision?: string;
  /** Tokens one conversation holds, prompt and answer. */
  readonly contextTokens?: number;
  /** Conversations held at the same time. */
  readonly concurrency?: number;
}

const GIB = 2 ** 30;

const round = (value: number): number => Math.round(value * 1000) / 1000;

function formula(facts: AiModels, id: string): AiModels['formulas'][number] | undefined {
  return facts.formulas.find((each) => each.id === id);
}

function sourceOf(facts: AiModels, model: AiModel, id: string): string {
  const rule = formula(facts, id);
  return `${model.id}: ${cite(model)}${rule === undefined ? '' : `; formula ${id}: ${cite(rule)}`}`;
}

/** Bytes per parameter by precision. */
function bytesPerParam(facts: AiModels, precision: string): number | undefined {
  return formula(facts, 'weights')?.bytesPerParam?.[precision];
}

export function memoryTerms(facts: AiModels, model: AiModel, served: ServedModel): Terms {
  const terms: MemoryTerm[] = [];
  const missing: Missing[] = [];
  const precision = served.precision ?? model.nativeDtype;
  const bytes = bytesPerParam(facts, precision);
  if (precision === model.nativeDtype) {
    terms.push({
      id: 'weights',
      gib: model.weightGiBNative,
      text: `weights as published, ${precision}: ${model.weightGiBNative} GiB`,
      source: `${model.id}: ${cite(model)}`,
      splitsOver: model.attnHeads,
    });
  } else if (bytes === undefined) {
    missing.push({
      field: 'precision',
      answer: `the size of the weights at precision ${precision}: it is not in the catalogue`,
    });
  } else {
    const gib = round((model.paramsB * 1e9 * bytes) / GIB);
    terms.push({
      id: 'weights',
      gib,
      text: `weights: ${model.paramsB} billion parameters × ${bytes} bytes (${precision}) = ${gib} GiB`,
      source: sourceOf(facts, model, 'weights'),
      splitsOver: model.attnHeads,
    });
  }
  const cache = cacheTerms(facts, model, served);
  const fit = formula(facts, 'fit');
  const overhead = fit?.params?.['overheadGiB'];
  if (overhead === undefined || fit === undefined) {
    missing.push({ field: 'overheadGiB', answer: 'the reserve per GPU for the server: the catalogue lost it' });
  } else {
    terms.push({
      id: 'overhead',
      gib: overhead,
      text: `reserve for activations and the server: ${overhead} GiB on every GPU`,
      source: `formula fit: ${cite(fit)}`,
      splitsOver: 1,
    });
  }
  const notCounted: string[] = [];
  if (/mamba|linear/.test(model.attention)) notCounted.push('constant state of the layers without attention cache');
  if (model.windowLayers !== undefined) {
    notCounted.push('the cache of the window layers beyond their window, where the server keeps them like the others');
  }
  if (model.modality !== 'text') notCounted.push('memory of the image or audio part while it works');
  return { terms: [...terms, ...cache.terms], missing: [...missing, ...cache.missing], notCounted };
}

function cacheTerms(facts: AiModels, model: AiModel, served: ServedModel): Pick<Terms, 'terms' | 'missing'> {
  const { contextTokens, concurrency } = served;
  const kvPrecision = served.kvPrecision ?? 'bf16';
  const bytes = bytesPerParam(facts, kvPrecision);
  const missing: Missing[] = [];
  if (contextTokens === undefined) {
    missing.push({
      field: 'contextTokens',
      answer: `how many tokens a conversation holds, prompt and answer (${model.id} allows ${model.contextMax})`,
    });
  }
  if (concurrency === undefined) {
    missing.push({ field: 'concurrency', answer: 'how many conversations are held at the same time' });
  }
  if (bytes === undefined) {
    missing.push({
      field: 'kvPrecision',
      answer: `bytes per element of a cache in ${kvPrecision}: not in the catalogue`,
    });
  }
  if (contextTokens === undefined || concurrency === undefined || bytes === undefined) return { terms: [], missing };

  const tokens = contextTokens * concurrency;
  const terms: MemoryTerm[] = [];
  const add = (id: MemoryTerm['id'], elements: number, per: string, splitsOver: number): void => {
    const gib = round((elements * bytes) / GIB);
    const text = `cache: ${per} × ${bytes} bytes (${kvPrecision}) = ${gib} GiB`;
    terms.push({ id, gib, text, source: sourceOf(facts, model, id), splitsOver });
  };
  const conversations = `${concurrency} × ${contextTokens} tokens`;
  if (model.mlaLatentDim !== undefined) {
    const { layers, mlaLatentDim } = model;
    add('kv-mla', tokens * layers * mlaLatentDim, `${conversations} × ${layers} layers × ${mlaLatentDim} latent`, 1);
    return { terms, missing };
  }
  const { fullAttnLayers, kvHeads, headDim, windowLayers, windowTokens } = model;
  const heads = `2 × ${kvHeads} heads × ${headDim}`;
  if (fullAttnLayers > 0) {
    const per = `${conversations} × ${fullAttnLayers} layers × ${heads}`;
    add('kv-full', tokens * 2 * fullAttnLayers * kvHeads * headDim, per, kvHeads);
  }
  if (windowLayers !== undefined && windowTokens !== undefined) {
    const held = Math.min(contextTokens, windowTokens);
    const per = `${concurrency} × ${held} tokens × ${windowLayers} window layers × ${heads}`;
    add('kv-window', concurrency * held * 2 * windowLayers * kvHeads * headDim, per, kvHeads);
  }
  return { terms, missing };
}
