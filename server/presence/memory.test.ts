import { realSurroundings } from '#server/surroundings.ts';
import { presenceContract } from './contract.ts';
import { memoryPresence } from './memory.ts';

presenceContract('presence in memory', (now) => memoryPresence({ ...realSurroundings, now }));
