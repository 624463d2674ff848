/** How a route of the contract is served: typed input from its schemas in, its response out. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Route } from '../api/route.ts';
import type { Actor } from '../core/access/actor.ts';
import type { ServiceContext } from '../services/context.ts';
import type { Caller } from './authenticate.ts';

type Parsed<S> = z.output<Extract<S, z.ZodType>>;

export interface HandlerInput<R extends Route> {
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Who asks; the actor of a public route may do nothing. */
  readonly caller: Caller;
}

export type Handler<R extends Route> = (
  context: ServiceContext,
  input: HandlerInput<R>,
) => Promise<z.output<R['response']>> | z.output<R['response']>;

/** One handler for every route of a group: leaving one out does not compile. */
export type Handlers<Group extends Readonly<Record<string, Route>>> = {
  readonly [Name in keyof Group]: Handler<Group[Name]>;
};

export const NOBODY: Actor = { name: 'anonymous', grants: [] };
