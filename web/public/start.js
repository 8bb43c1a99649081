// SPDX-License-Identifier: Apache-2.0
// Runs before the page itself, in the plainest JavaScript there is: says what is missing where the page cannot run, and
// asks for the first figures while the page is still on its way.
(function () {
    'use strict';
    var missing = [];
    try {
        new Function('class A { static #a = 1; static { A.b ??= 2; } c = Object.hasOwn({}, "d"); }');
    } catch (error) {
        // A content security policy refuses new Function, which says nothing about the language.
        if (error instanceof SyntaxError) missing.push('ES2022');
    }
    if (!Object.hasOwn || ![].at || !window.structuredClone) {
        if (missing.indexOf('ES2022') < 0) missing.push('ES2022');
    }
    if (!window.fetch || !window.AbortController) missing.push('fetch');
    if (!window.ResizeObserver) missing.push('ResizeObserver');
    if (missing.length > 0) {
        document.addEventListener('DOMContentLoaded', function () {
            var note = document.getElementById('too-old');
            note.hidden = false;
            document.getElementById('missing').textContent = missing.join(', ');
        });
        return;
    }

    var early = (window.courtyardEarly = {});
    function ask(path) {
        return (early[path] = fetch(path, {
            headers: { Accept: 'application/json', 'Accept-Language': document.documentElement.lang },
        }));
    }
    var area = /^#\/a\/([0-9A-Za-z_.-]{1,32})(\?|$)/.exec(location.hash);
    var day = /[?&]t=(\d{4}-\d{2}-\d{2})(&|$)/.exec(location.hash);
    var time = day ? Date.parse(day[1] + 'T00:00:00Z') : NaN;
    if (isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day[1]) day = null;
    var about = area ? 'area=' + area[1] : '';
    var when = (about && day ? '&' : '') + (day ? 'as_of=' + day[1] : '');
    ask('/api/me')
        .then(function (answer) {
            return answer.ok ? answer.clone().json() : { name: null, public_level: 0 };
        })
        .then(function (me) {
            if (me.name === null && me.public_level === 0) return;
            ask('/api/campaigns');
            ask('/api/areas' + (about || when ? '?' : '') + about + when);
            ask('/api/map' + (about || when ? '?' : '') + about + when);
        })
        .catch(function () {
            // The page asks again and says what is wrong.
        });
})();
