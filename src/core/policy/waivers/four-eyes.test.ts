import { describe, expect, it } from 'vitest';
import { sameWho } from './four-eyes.ts';

const who = (actor: string, ...tokenMakers: string[]) => ({ actor, tokenMakers });

describe('two people', () => {
  it.each([
    { first: who('anna'), second: who('bob'), same: undefined, reason: 'two names' },
    { first: who('anna'), second: who('anna'), same: 'anna asked for it', reason: 'one name' },
    { first: who('anna'), second: who(' Anna'), same: ' Anna asked for it as anna', reason: 'letter case and blanks' },
    {
      first: who('anna'),
      second: who('token:anna', 'admin'),
      same: 'token:anna asked for it as anna',
      reason: 'a person and the token that is named after them',
    },
    {
      first: who('local'),
      second: who('admin'),
      same: 'admin asked for it as local',
      reason: 'the owner of the data folder, there and in the console',
    },
    {
      first: who('admin'),
      second: who('token:bob', 'local'),
      same: 'token:bob is a token that admin made, who asked for it',
      reason: 'a token one made oneself',
    },
    {
      first: who('token:ci', 'bob'),
      second: who('bob'),
      same: 'it was asked for with token:ci, a token that bob made',
      reason: 'a request made with a token of the approver',
    },
    {
      first: who('token:anna', 'admin'),
      second: who('token:bob', 'admin'),
      same: undefined,
      reason: 'two tokens that an administrator made for two people',
    },
    {
      first: who('anna'),
      second: who('token:b', 'token:a', 'Anna'),
      same: 'token:b is a token that anna made, who asked for it',
      reason: 'a token made with a token one made oneself',
    },
    {
      first: who('token:b', 'token:a', 'anna'),
      second: who('anna'),
      same: 'it was asked for with token:b, a token that anna made',
      reason: 'a request made with a token of a token of the approver',
    },
    {
      first: who('token:a', 'anna'),
      second: who('token:b', 'Anna'),
      same: 'anna made both token:a and token:b',
      reason: 'two tokens of one person',
    },
    {
      first: who('token:a', 'token:ci', 'admin'),
      second: who('token:b', 'token:ci', 'admin'),
      same: 'token:ci made both token:a and token:b',
      reason: 'two tokens of one token',
    },
    {
      first: who('token:a', 'anna'),
      second: who('token:b', 'bob'),
      same: undefined,
      reason: 'tokens of two people',
    },
  ])('$reason', ({ first, second, same }) => {
    expect(sameWho(first, second)).toBe(same);
  });
});
