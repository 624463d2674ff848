/** Keys that save a way to the mouse. Single keys can be switched off, since speech input may type them (WCAG 2.1.4). */

import { useEffect, useRef, useState } from 'react';
import { Modal, ModalBody, ModalHeader, Switch } from '@patternfly/react-core';
import { useNavigate } from '@tanstack/react-router';
import { ROOMS } from './rooms.tsx';

const KEY = 'isthmus.shortcuts';
const SEQUENCE_MS = 1500;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

interface ShortcutHelp {
  readonly isOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

/** Listens for the keys while the shell is on screen. */
export function useShortcuts(): ShortcutHelp {
  const [isOpen, setOpen] = useState(false);
  const navigate = useNavigate();
  const goPressedAt = useRef(-SEQUENCE_MS);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (localStorage.getItem(KEY) === 'off') return;
      if (event.timeStamp - goPressedAt.current < SEQUENCE_MS) {
        goPressedAt.current = -SEQUENCE_MS;
        const room = ROOMS.find(({ key }) => key === event.key);
        if (room !== undefined) void navigate({ to: room.to });
      } else if (event.key === 'g') {
        goPressedAt.current = event.timeStamp;
      } else if (event.key === '?') {
        setOpen(true);
      } else if (event.key === '/') {
        const filter = document.querySelector<HTMLInputElement>('[data-isthmus-filter] input');
        if (filter === null) return;
        event.preventDefault();
        filter.focus();
        filter.select();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate]);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

export function ShortcutDialog({ help }: { readonly help: ShortcutHelp }) {
  const [isOn, setOn] = useState(() => localStorage.getItem(KEY) !== 'off');
  const turn = (on: boolean): void => {
    localStorage.setItem(KEY, on ? 'on' : 'off');
    setOn(on);
  };
  return (
    <Modal variant="small" isOpen={help.isOpen} onClose={help.close} aria-label="Keyboard shortcuts">
      <ModalHeader title="Keyboard shortcuts" />
      <ModalBody>
        <Switch label="Single-key shortcuts" isChecked={isOn} onChange={(_event, on) => turn(on)} />
        <table className="isthmus-keys" aria-label="Keyboard shortcuts">
          <tbody>
            <Keys keys={['/']} does="Go to the filter" />
            <Keys keys={['?']} does="Show this list" />
            {ROOMS.map(({ key, title }) => (
              <Keys key={key} keys={['g', key]} does={`Go to ${title}`} />
            ))}
            <Keys keys={['↑', '↓', 'Page Down', 'End']} does="Move through a list that has the focus" />
          </tbody>
        </table>
      </ModalBody>
    </Modal>
  );
}

function Keys({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <tr>
      <th scope="row">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </th>
      <td>{does}</td>
    </tr>
  );
}
