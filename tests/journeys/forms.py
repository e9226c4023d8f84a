"""A short form with the kinds of questions that a person can get wrong."""

from tests.factories import both

YES_TO_TRUTH = {"confirm": {"truth": ["yes"]}}
GATE = {"applicant": {"legal_name": ["«Көңіл» қоры"], "contact_email": ["qor@kongil.example"]}}
ANSWERS = GATE | {
    "plan": {
        "idea": ["Ауылда көшпелі шеберхана ашамыз."],
        "people": ["25"],
        "starts": ["01.03.2027"],
        "cost": ["450 000"],
    },
    "steps": {"steps/_rows": ["aaaa22"], "steps/aaaa22/step": ["Құрал сатып алу"], "steps/aaaa22/on": ["10.03.2027"]},
    "papers": {},
}
TITLES = {
    "applicant": both("Үміткер туралы мәлімет", "Сведения о заявителе"),
    "plan": both("Жоспар", "План"),
    "steps": both("Қадамдар", "Шаги"),
    "papers": both("Құжаттар", "Документы"),
    "confirm": both("Растау", "Подтверждение"),
}
FORMS = {
    "application": {
        "submit": both("Өтінім жіберу", "Отправить заявку"),
        "sections": [
            {
                "key": "applicant",
                "gate": True,
                "title": TITLES["applicant"],
                "help": both("Атауын жарғыдағыдай жазыңыз.", "Название пишите как в уставе."),
                "questions": [
                    {
                        "key": "legal_name",
                        "kind": "text",
                        "label": both("Ұйым атауы", "Название организации"),
                        "required": True,
                        "listed": True,
                    },
                    {
                        "key": "contact_email",
                        "kind": "email",
                        "label": both("Электрондық пошта", "Электронная почта"),
                        "required": True,
                    },
                    {"key": "phone", "kind": "phone", "label": both("Телефон", "Телефон")},
                ],
            },
            {
                "key": "plan",
                "title": TITLES["plan"],
                "questions": [
                    {
                        "key": "idea",
                        "kind": "long_text",
                        "label": both("Не істейсіз?", "Что вы сделаете?"),
                        "max": 1000,
                        "required": True,
                    },
                    {
                        "key": "people",
                        "kind": "integer",
                        "label": both("Неше адам қатысады?", "Сколько человек участвует?"),
                        "min": 1,
                        "required": True,
                    },
                    {
                        "key": "starts",
                        "kind": "date",
                        "label": both("Басталатын күні", "Дата начала"),
                        "required": True,
                    },
                    {"key": "cost", "kind": "money", "label": both("Құны", "Стоимость"), "required": True},
                ],
            },
            {
                "key": "steps",
                "title": TITLES["steps"],
                "questions": [
                    {
                        "key": "steps",
                        "kind": "table",
                        "label": both("Қадамдар", "Шаги"),
                        "row_title": both("Қадам", "Шаг"),
                        "rows": {"max": 5},
                        "columns": [
                            {
                                "key": "step",
                                "kind": "text",
                                "label": both("Не істейсіз", "Что сделаете"),
                                "required": True,
                            },
                            {"key": "on", "kind": "date", "label": both("Күні", "Дата"), "required": True},
                        ],
                    }
                ],
            },
            {
                "key": "papers",
                "title": TITLES["papers"],
                "questions": [
                    {
                        "key": "charter",
                        "kind": "file",
                        "label": both("Жарғы", "Устав"),
                        "accept": ["pdf"],
                        "files": {"max": 2, "each": "1 MB"},
                    }
                ],
            },
            {
                "key": "confirm",
                "summary": True,
                "title": TITLES["confirm"],
                "questions": [
                    {
                        "key": "truth",
                        "kind": "consent",
                        "text": both("Деректердің дұрыстығын растаймын.", "Подтверждаю достоверность данных."),
                        "required": True,
                    }
                ],
            },
        ],
    }
}
