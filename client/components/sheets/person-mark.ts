/** The mark of a person, or a plain ring where a name is not shown. */
import type { TemplateResult } from 'lit';
import { avatar } from '#client/icons/avatar.ts';
import { icon } from '#client/icons/icon.ts';
import type { State } from '#shared/board/types.ts';
import type { Someone } from '#client/view/detail/someone.ts';

/** @param size in pixels */
export function personMark(state: State, who: Someone, size = 28): TemplateResult {
  const member = who.mark && who.id !== null ? state.members.get(who.id) : undefined;
  return member ? avatar(member, size) : icon('person', size);
}
