// SPDX-License-Identifier: Apache-2.0
// From a household on the list to an accepted courtyard, by the calls a reviewer makes.
import assert from 'node:assert/strict';
import { client } from './program.mjs';

export const campaign = 'beautiful-courtyard';

/** Steps that are left until a courtyard is accepted, by its present status. */
const stepsLeft = {
    registered: ['recommended', 'checked', 'accepted'],
    recommended: ['checked', 'accepted'],
    checked: ['accepted'],
    needs_work: ['accepted'],
};

/** A household where the field account works that is on the list and not accepted yet. */
export async function householdToAccept({ origin, accounts }) {
    const { area } = await client(origin, accounts.field.token)('GET', '/api/areas');
    const items = await client(origin, accounts.reviewer.token)(
        'GET',
        `/ogc/collections/courtyards/items?limit=2000&bbox=${area.bbox.join(',')}`,
    );
    const feature = items.features.find(
        ({ properties: p }) => stepsLeft[p.status] && String(p.area).startsWith(area.code),
    );
    assert.ok(feature, `no household left to accept in ${area.name}`);
    const [lon, lat] = feature.geometry.coordinates;
    return { id: feature.properties.id ?? feature.id, status: feature.properties.status, lon, lat };
}

/** Decides step by step, as a reviewer does, until the courtyard counts. */
export async function accept({ origin, accounts }, { id, status }, inspection) {
    const ask = client(origin, accounts.reviewer.token);
    const { area } = await ask('GET', '/api/areas');
    const { as_of: today } = await ask(
        'GET',
        `/api/progress?campaign=${campaign}&area=${area.code}&level=township`,
    );
    for (const to of stepsLeft[status]) {
        await ask('POST', '/api/decisions', {
            household: id,
            campaign,
            to,
            decided_on: today,
            reason: '现场核查',
            inspections: [inspection],
        });
    }
}
