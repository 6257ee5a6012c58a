//! The tables as diesel sees them, one declaration for both databases. Generated from the migrations; a
//! test compares it with the tables each database really has.

#![allow(missing_docs, reason = "the migrations say what each column is")]

diesel::table! {
    audit_event (seq) {
        seq -> BigInt,
        at -> Timestamp,
        actor_id -> Nullable<Text>,
        kind -> Text,
        subject_type -> Text,
        subject_id -> Text,
        payload -> Text,
        algorithm -> Text,
        prev_hash -> Text,
        hash -> Text,
    }
}

diesel::table! {
    audit_head (id) {
        id -> Integer,
        seq -> BigInt,
        hash -> Text,
    }
}

diesel::table! {
    job (id) {
        id -> Text,
        kind -> Text,
        payload -> Text,
        idempotency_key -> Nullable<Text>,
        state -> Text,
        run_at -> Timestamp,
        lease_owner -> Nullable<Text>,
        lease_until -> Nullable<Timestamp>,
        attempts -> Integer,
        last_error -> Nullable<Text>,
        created_at -> Timestamp,
        done_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    schedule_run (name) {
        name -> Text,
        last_run_at -> Timestamp,
    }
}

diesel::table! {
    setting (name) {
        name -> Text,
        value -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    idempotent_answer (person_id, request_key) {
        person_id -> Text,
        request_key -> Text,
        body_hash -> Text,
        answer -> Nullable<Text>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    department (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        name_en -> Text,
        kind -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    person (id) {
        id -> Text,
        username -> Text,
        name -> Text,
        employee_no -> Text,
        department_id -> Text,
        email -> Nullable<Text>,
        password_hash -> Text,
        password_set_at -> Timestamp,
        password_expires_at -> Nullable<Timestamp>,
        must_change_password -> Bool,
        totp_secret -> Nullable<Text>,
        totp_last_step -> Nullable<BigInt>,
        lang -> Nullable<Text>,
        theme -> Nullable<Text>,
        text_size -> Nullable<Text>,
        disabled_at -> Nullable<Timestamp>,
        created_at -> Timestamp,
    }
}

diesel::table! {
    person_role (person_id, role) {
        person_id -> Text,
        role -> Text,
        granted_by -> Nullable<Text>,
        granted_at -> Timestamp,
    }
}

diesel::table! {
    session (id) {
        id -> Text,
        token_hash -> Text,
        person_id -> Text,
        kind -> Text,
        created_at -> Timestamp,
        seen_at -> Timestamp,
        proved_at -> Timestamp,
        expires_at -> Timestamp,
        revoked_at -> Nullable<Timestamp>,
        second_factor -> Bool,
        address -> Text,
        agent -> Text,
    }
}

diesel::table! {
    login_throttle (subject) {
        subject -> Text,
        failures -> Integer,
        allowance_ms -> BigInt,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notification (id) {
        id -> Text,
        person_id -> Text,
        kind -> Text,
        args -> Text,
        link -> Text,
        created_at -> Timestamp,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    feedback (id) {
        id -> Text,
        person_id -> Text,
        page -> Text,
        text -> Text,
        created_at -> Timestamp,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Text>,
        answered_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    policy_doc (id) {
        id -> Text,
        slug -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    policy_version (id) {
        id -> Text,
        doc_id -> Text,
        version -> Integer,
        title -> Text,
        number -> Text,
        issuer -> Text,
        area -> Text,
        effective_from -> Date,
        effective_to -> Nullable<Date>,
        change -> Text,
        state -> Text,
        origin -> Text,
        note -> Text,
        digests -> Text,
        review_on -> Date,
        author_id -> Nullable<Text>,
        approver_id -> Nullable<Text>,
        approved_at -> Nullable<Timestamp>,
        source -> Text,
        source_hash -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    clause (id) {
        id -> Text,
        version_id -> Text,
        position -> Integer,
        anchor -> Text,
        article_no -> Integer,
        article -> Text,
        heading -> Text,
        body -> Text,
        hash -> Text,
    }
}

diesel::table! {
    read_confirmation (person_id, version_id) {
        person_id -> Text,
        version_id -> Text,
        confirmed_at -> Timestamp,
    }
}

diesel::table! {
    business_item (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        name_en -> Text,
        high_risk -> Bool,
        created_at -> Timestamp,
    }
}

diesel::table! {
    item_version (id) {
        id -> Text,
        item_id -> Text,
        version -> Integer,
        content -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    note (id) {
        id -> Text,
        author_id -> Text,
        kind -> Text,
        title -> Text,
        body -> Text,
        state -> Text,
        created_at -> Timestamp,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    note_pin (note_id, reference) {
        note_id -> Text,
        reference -> Text,
        version_id -> Text,
        hash -> Text,
    }
}

diesel::table! {
    faq (id) {
        id -> Text,
        position -> Integer,
        question -> Text,
        plain -> Text,
        clause_answer -> Text,
        clauses -> Text,
        items -> Text,
        asked -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    form (id) {
        id -> Text,
        slug -> Text,
        version -> Text,
        name -> Text,
        items -> Text,
        purpose -> Text,
        fields -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    term (word) {
        word -> Text,
        position -> Integer,
        plain -> Text,
        en -> Text,
    }
}

diesel::table! {
    synonym (term) {
        term -> Text,
        expansions -> Text,
        updated_at -> Timestamp,
    }
}

diesel::table! {
    notice_slip (code) {
        code -> Text,
        item_id -> Text,
        version_id -> Text,
        as_of -> Date,
        missing -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    change_log (seq) {
        seq -> BigInt,
        kind -> Text,
        subject_id -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    change_head (one) {
        one -> Integer,
        seq -> BigInt,
    }
}

diesel::table! {
    post (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        name_en -> Text,
        department_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    post_item (post_id, item_id) {
        post_id -> Text,
        item_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    post_holder (id) {
        id -> Text,
        post_id -> Text,
        person_id -> Text,
        kind -> Text,
        from_day -> Date,
        to_day -> Nullable<Date>,
        named_by -> Nullable<Text>,
        named_at -> Timestamp,
    }
}

diesel::joinable!(session -> person (person_id));
diesel::joinable!(policy_version -> policy_doc (doc_id));
diesel::joinable!(clause -> policy_version (version_id));
diesel::joinable!(read_confirmation -> policy_version (version_id));
diesel::joinable!(item_version -> business_item (item_id));
diesel::joinable!(note_pin -> note (note_id));
diesel::joinable!(post_holder -> post (post_id));

diesel::allow_tables_to_appear_in_same_query!(person, person_role, session, department);

diesel::allow_tables_to_appear_in_same_query!(policy_doc, policy_version, clause, read_confirmation);

diesel::allow_tables_to_appear_in_same_query!(business_item, item_version);

diesel::allow_tables_to_appear_in_same_query!(note, note_pin);

diesel::allow_tables_to_appear_in_same_query!(post, post_item, post_holder);
