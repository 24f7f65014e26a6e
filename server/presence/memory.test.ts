import { presenceContract } from './contract.ts';
import { memoryPresence } from './memory.ts';

presenceContract('presence in memory', memoryPresence);
