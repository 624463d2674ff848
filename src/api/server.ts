/** Sessions, tokens, operations and the server's own state. */

import { z } from 'zod';
import { defineRoute } from './route.ts';
import { idParams, listOf, operationSchema, waitQuery } from './common.ts';

export const sessionSchema = z
  .object({
    actor: z.string(),
    roles: z.array(z.string()),
    actions: z.array(z.string()),
    expiresAt: z.string().nullable(),
  })
  .meta({ id: 'Session' });

export const tokenSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    prefix: z.string(),
    role: z.string(),
    createdAt: z.string(),
    expiresAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .meta({ id: 'ApiToken' });

export const serverRoutes = {
  version: defineRoute({
    method: 'GET',
    path: '/api/v1/version',
    summary: 'Product version',
    tag: 'Server',
    action: 'public',
    response: z.object({ version: z.string(), apiVersion: z.literal('v1') }),
    status: 200,
  }),
  getSession: defineRoute({
    method: 'GET',
    path: '/api/v1/session',
    summary: 'Who am I, and what may I do',
    tag: 'Access',
    action: 'session:own',
    response: sessionSchema,
    status: 200,
  }),
  signIn: defineRoute({
    method: 'POST',
    path: '/api/v1/session',
    summary: 'Sign in with the secret of a one-time link',
    tag: 'Access',
    action: 'public',
    body: z.object({ secret: z.string().min(20).max(200) }),
    response: sessionSchema,
    status: 201,
  }),
  signOut: defineRoute({
    method: 'DELETE',
    path: '/api/v1/session',
    summary: 'Sign out',
    tag: 'Access',
    action: 'session:own',
    response: z.object({}),
    status: 200,
  }),
  createSignInLink: defineRoute({
    method: 'POST',
    path: '/api/v1/sign-in-links',
    summary: 'Make a one-time sign-in link; its secret is shown once',
    tag: 'Access',
    action: 'access:manage',
    response: z.object({ secret: z.string(), expiresAt: z.string() }),
    status: 201,
  }),
  listTokens: defineRoute({
    method: 'GET',
    path: '/api/v1/tokens',
    summary: 'API tokens',
    tag: 'Access',
    action: 'access:manage',
    response: listOf(tokenSchema),
    status: 200,
  }),
  createToken: defineRoute({
    method: 'POST',
    path: '/api/v1/tokens',
    summary: 'Create an API token; its secret is shown once',
    tag: 'Access',
    action: 'access:manage',
    body: z.object({
      name: z.string().min(1).max(100),
      role: z.string(),
      days: z.number().int().min(1).max(3650).default(90),
    }),
    response: tokenSchema.extend({ secret: z.string() }),
    status: 201,
  }),
  deleteToken: defineRoute({
    method: 'DELETE',
    path: '/api/v1/tokens/:id',
    summary: 'Revoke an API token',
    tag: 'Access',
    action: 'access:manage',
    params: idParams,
    response: z.object({}),
    status: 200,
  }),
  listOperations: defineRoute({
    method: 'GET',
    path: '/api/v1/operations',
    summary: 'Operations, newest first',
    tag: 'Operations',
    action: 'operation:read',
    response: listOf(operationSchema),
    status: 200,
  }),
  getOperation: defineRoute({
    method: 'GET',
    path: '/api/v1/operations/:id',
    summary: 'One operation; ?wait=5s waits for its end',
    tag: 'Operations',
    action: 'operation:read',
    params: idParams,
    query: waitQuery,
    response: operationSchema,
    status: 200,
  }),
  stopOperation: defineRoute({
    method: 'POST',
    path: '/api/v1/operations/:id/stop',
    summary: 'End a search early and keep the best found so far',
    tag: 'Operations',
    action: 'operation:cancel',
    params: idParams,
    response: operationSchema,
    status: 200,
  }),
  cancelOperation: defineRoute({
    method: 'POST',
    path: '/api/v1/operations/:id/cancel',
    summary: 'Cancel a running operation',
    tag: 'Operations',
    action: 'operation:cancel',
    params: idParams,
    response: operationSchema,
    status: 200,
  }),
} as const;
