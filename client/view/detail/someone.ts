/** A person as they are named on a screen: "You", a name, or a kind word where there is none. */
import type { Shape, Subject } from '#shared/board/types.ts';
import type { Scene } from './scene.ts';

export interface Someone {
  id: string | null;
  name: string;
  you: boolean;
  /** Absent where no mark is shown: hidden names, people outside. */
  mark?: { colour: number; shape: Shape };
  presence: 'here' | 'idle' | 'away';
}

export const nameless = 'A neighbour, name not shown';
const departed = 'Someone who left';

/** `null` is an author whose name is not shown. */
export function someone(scene: Scene, id: string | null): Someone {
  if (id === null) return { id, name: nameless, you: false, presence: 'away' };
  const member = scene.state.members.get(id);
  if (!member || member.gone || !member.name) return { id, name: departed, you: false, presence: 'away' };
  const here = scene.people.filter((person) => person.member === id);
  return {
    id,
    name: id === scene.me ? 'You' : member.name,
    you: id === scene.me,
    mark: { colour: member.colour, shape: member.shape },
    presence: here.some((person) => !person.idle) ? 'here' : here.length > 0 ? 'idle' : 'away',
  };
}

export function subjectOf(scene: Scene, subject: Subject): Someone {
  if (subject.type === 'member') return someone(scene, subject.member);
  return { id: null, name: subject.name, you: false, presence: 'away' };
}

/** The name that a sentence begins with: "You", "Rosa", "Your neighbour". */
export function atHead(who: Someone): string {
  return who.name === nameless ? 'Your neighbour' : who.name;
}

/** The name inside a sentence: "you", "Rosa", "your neighbour". */
export function inSentence(who: Someone): string {
  if (who.you) return 'you';
  if (who.name === nameless) return 'your neighbour';
  if (who.name === departed) return 'someone who left';
  return who.name;
}
