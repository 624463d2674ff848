/**
 * A stand-in that speaks libvirt's protocol over a UNIX socket and answers as it is told: for guests' agents, which no
 * machine here runs, and for daemons that misbehave. Shaped after the messages of libvirtd 9.0.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { MessageSplitter, encodeMessage } from '../../src/providers/libvirt/rpc/message.ts';
import type { Message } from '../../src/providers/libvirt/rpc/message.ts';
import { PROCEDURE } from '../../src/providers/libvirt/rpc/procedures.ts';
import type { Procedure } from '../../src/providers/libvirt/rpc/procedures.ts';
import { XdrWriter } from '../../src/providers/libvirt/rpc/xdr.ts';

/** Bytes of the answer, an error's number and text, or what to do with the connection instead. */
export type Answer = XdrWriter | { readonly code: number; readonly message: string } | ((socket: Socket) => void);
export type Answers = Partial<Record<Procedure, Answer | ((call: Message, times: number) => Answer)>>;

export interface FakeLibvirtd extends AsyncDisposable {
  readonly socket: string;
}

const NAMES = new Map<number, Procedure>(
  Object.entries(PROCEDURE).map(([name, number]) => [number, name as Procedure]),
);
/** VIR_ERR_NO_SUPPORT */
const NOT_SUPPORTED = { code: 3, message: 'this function is not supported by the connection driver' };

const OPENING: Answers = {
  authList: new XdrWriter().uint(1).int(0),
  connectOpen: new XdrWriter(),
  connectClose: new XdrWriter(),
  connectGetType: new XdrWriter().string('QEMU'),
  connectGetVersion: new XdrWriter().int(0).uint(7_002_000),
  connectGetLibVersion: new XdrWriter().int(0).uint(9_000_000),
  connectGetHostname: new XdrWriter().string('fake.example'),
  connectGetCapabilities: new XdrWriter().string(
    '<capabilities><host><uuid>8c0ffee0-1111-4222-8333-444455556666</uuid></host></capabilities>',
  ),
};

export async function startFakeLibvirtd(answers: Answers): Promise<FakeLibvirtd> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-fake-libvirt-'));
  const socket = path.join(folder, 'sock');
  const open = new Set<Socket>();
  const times = new Map<number, number>();
  const server = createServer((peer) => {
    open.add(peer);
    const splitter = new MessageSplitter();
    peer.on('error', () => undefined);
    peer.on('data', (chunk: Buffer) => {
      for (const call of splitter.take(chunk)) {
        const count = (times.get(call.procedure) ?? 0) + 1;
        times.set(call.procedure, count);
        reply(peer, call, answerTo({ ...OPENING, ...answers }, call, count));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  return {
    socket,
    async [Symbol.asyncDispose]() {
      for (const peer of open) peer.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function answerTo(answers: Answers, call: Message, times: number): Answer {
  const found = answers[NAMES.get(call.procedure) ?? 'connectClose'] ?? NOT_SUPPORTED;
  // One that takes the socket acts on it; one that takes the call, by its two parameters, answers it.
  return typeof found === 'function' && found.length === 2
    ? (found as (call: Message, times: number) => Answer)(call, times)
    : (found as Answer);
}

function reply(peer: Socket, call: Message, answer: Answer): void {
  if (typeof answer === 'function') return answer(peer);
  const error = !(answer instanceof XdrWriter);
  const payload = error
    ? new XdrWriter()
        .int(answer.code)
        .int(10)
        .optionalString(answer.message)
        .int(2)
        .int(0)
        .int(0)
        .int(0)
        .int(0)
        .int(0)
        .int(0)
        .int(0)
    : answer;
  peer.write(encodeMessage({ ...call, type: 1, status: error ? 1 : 0, payload: payload.bytes() }));
}
