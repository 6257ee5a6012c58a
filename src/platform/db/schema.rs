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
        outcome -> Nullable<Text>,
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
        kind -> Text,
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
    policy_intake (id) {
        id -> Text,
        owner_id -> Nullable<Text>,
        origin -> Text,
        file_name -> Text,
        file_hash -> Text,
        kind -> Text,
        original -> Text,
        reading -> Text,
        fields -> Text,
        body -> Text,
        version_id -> Nullable<Text>,
        created_at -> Timestamp,
        updated_at -> Timestamp,
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
        valid_from -> Nullable<Date>,
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
    question (id) {
        id -> Text,
        item_id -> Text,
        key -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    question_version (id) {
        id -> Text,
        question_id -> Text,
        version -> Integer,
        kind -> Text,
        tag -> Text,
        critical -> Bool,
        stem -> Text,
        options -> Text,
        answer -> Text,
        explanation -> Text,
        state -> Text,
        author_id -> Nullable<Text>,
        reviewer_id -> Nullable<Text>,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    question_citation (question_version_id, place) {
        question_version_id -> Text,
        place -> Integer,
        doc_key -> Text,
        article -> Text,
        anchor -> Text,
        policy_version_id -> Nullable<Text>,
        title -> Text,
        number -> Text,
        text -> Text,
        text_hash -> Text,
        noted_on -> Date,
    }
}

diesel::table! {
    quiz_attempt (id) {
        id -> Text,
        person_id -> Text,
        item_id -> Text,
        seed -> BigInt,
        state -> Text,
        started_at -> Timestamp,
        finished_at -> Nullable<Timestamp>,
        questions -> Integer,
        right_answers -> Nullable<Integer>,
        percent -> Nullable<Integer>,
        passed -> Nullable<Bool>,
    }
}

diesel::table! {
    quiz_shown (attempt_id, place) {
        attempt_id -> Text,
        place -> Integer,
        question_id -> Text,
        question_version_id -> Text,
        kind -> Text,
        critical -> Bool,
        stem -> Text,
        options -> Text,
        answer -> Text,
        explanation -> Text,
        clauses -> Text,
    }
}

diesel::table! {
    quiz_answer (attempt_id, place) {
        attempt_id -> Text,
        place -> Integer,
        chosen -> Text,
        correct -> Bool,
        answered_at -> Timestamp,
    }
}

diesel::table! {
    routine (id) {
        id -> Text,
        slug -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    routine_version (id) {
        id -> Text,
        routine_id -> Text,
        version -> Integer,
        title -> Text,
        title_en -> Text,
        purpose -> Text,
        source_note -> Text,
        rubric_seen -> Text,
        rubric_partly -> Text,
        rubric_not_seen -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    routine_step (version_id, place) {
        version_id -> Text,
        place -> Integer,
        phrase -> Text,
        phrase_en -> Text,
        behaviour -> Text,
        common_slip -> Text,
        say -> Text,
    }
}

diesel::table! {
    routine_self_check (id) {
        id -> Text,
        version_id -> Text,
        person_id -> Text,
        marks -> Text,
        note -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    routine_round (id) {
        id -> Text,
        version_id -> Text,
        apprentice_id -> Text,
        asked_observer_id -> Nullable<Text>,
        state -> Text,
        asked_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    routine_sign_off (id) {
        id -> Text,
        round_id -> Text,
        apprentice_id -> Text,
        signer_id -> Text,
        marks -> Text,
        setting -> Text,
        sentence -> Text,
        passed -> Bool,
        signed_on -> Date,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    etiquette_certificate (id) {
        id -> Text,
        person_id -> Text,
        round_id -> Text,
        version_id -> Text,
        issued_on -> Date,
        expires_on -> Date,
        created_at -> Timestamp,
    }
}

diesel::table! {
    programme (id) {
        id -> Text,
        slug -> Text,
        name -> Text,
        name_en -> Text,
        min_days -> Integer,
        max_days -> Integer,
        created_at -> Timestamp,
    }
}

diesel::table! {
    programme_item (programme_id, item_id) {
        programme_id -> Text,
        item_id -> Text,
        position -> Integer,
    }
}

diesel::table! {
    agreement_version (id) {
        id -> Text,
        programme_id -> Text,
        version -> Text,
        text -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    apprenticeship (id) {
        id -> Text,
        programme_id -> Text,
        apprentice_id -> Text,
        state -> Text,
        started_on -> Nullable<Date>,
        latest_end -> Nullable<Date>,
        created_by -> Text,
        created_at -> Timestamp,
        closed_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    mentor_assignment (id) {
        id -> Text,
        apprenticeship_id -> Text,
        apprentice_id -> Text,
        person_id -> Text,
        kind -> Text,
        from_day -> Date,
        to_day -> Nullable<Date>,
        named_by -> Text,
        named_at -> Timestamp,
    }
}

diesel::table! {
    agreement_signature (id) {
        id -> Text,
        apprenticeship_id -> Text,
        assignment_id -> Text,
        agreement_id -> Text,
        person_id -> Text,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    apprenticeship_event (id) {
        id -> Text,
        apprenticeship_id -> Text,
        kind -> Text,
        by_person -> Text,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    stage_evidence (id) {
        id -> Text,
        apprenticeship_id -> Text,
        apprentice_id -> Text,
        item_id -> Text,
        stage -> Text,
        happened_on -> Date,
        case_ref -> Text,
        told -> Text,
        learned -> Text,
        client_id -> Text,
        created_at -> Timestamp,
    }
}

diesel::table! {
    evidence_confirmation (evidence_id) {
        evidence_id -> Text,
        apprentice_id -> Text,
        confirmer_id -> Text,
        verdict -> Text,
        note -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    practice_round (id) {
        id -> Text,
        apprenticeship_id -> Text,
        apprentice_id -> Text,
        item_id -> Text,
        item_version_id -> Text,
        number -> Integer,
        case_ref -> Text,
        simulated -> Bool,
        place -> Text,
        observed_at -> Timestamp,
        observed_on -> Date,
        policies -> Text,
        rubric -> Text,
        second_needed -> Bool,
        state -> Text,
        version -> Integer,
        answers_id -> Nullable<Text>,
        client_id -> Text,
        created_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    founding_grant (id) {
        id -> Text,
        person_id -> Text,
        item_id -> Text,
        kind -> Text,
        reason -> Text,
        manager_id -> Text,
        steward_id -> Nullable<Text>,
        state -> Text,
        proposed_at -> Timestamp,
        decided_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    certificate (id) {
        id -> Text,
        code -> Text,
        person_id -> Text,
        item_id -> Text,
        item_version_id -> Text,
        level -> Integer,
        policies -> Text,
        rounds -> Integer,
        issued_at -> Timestamp,
        issued_on -> Date,
        expires_on -> Date,
        state -> Text,
        apprenticeship_id -> Nullable<Text>,
        grant_id -> Nullable<Text>,
        head_seq -> BigInt,
        head_hash -> Text,
    }
}

diesel::table! {
    certificate_event (id) {
        id -> Text,
        certificate_id -> Text,
        kind -> Text,
        by_person -> Nullable<Text>,
        reason -> Text,
        at -> Timestamp,
    }
}

diesel::table! {
    sign_off (id) {
        id -> Text,
        round_id -> Text,
        apprentice_id -> Text,
        signer_id -> Text,
        certificate_id -> Text,
        place -> Integer,
        result -> Text,
        scores -> Text,
        redo_criteria -> Text,
        critical_failed -> Bool,
        sentence -> Text,
        prompted -> Bool,
        late_reason -> Text,
        late_days -> Integer,
        policies -> Text,
        channel -> Text,
        client_id -> Text,
        device_at -> Nullable<Timestamp>,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    round_event (id) {
        id -> Text,
        round_id -> Text,
        kind -> Text,
        by_person -> Text,
        text -> Text,
        refers_to -> Nullable<Text>,
        at -> Timestamp,
    }
}

diesel::table! {
    graduation_signature (id) {
        id -> Text,
        apprenticeship_id -> Text,
        apprentice_id -> Text,
        signer_id -> Text,
        place -> Integer,
        sentence -> Text,
        signed_at -> Timestamp,
    }
}

diesel::table! {
    screening_serial (day) {
        day -> Date,
        last -> Integer,
    }
}

diesel::table! {
    screening_case (id) {
        id -> Text,
        code -> Text,
        submitter_id -> Text,
        department_id -> Text,
        batch -> Text,
        item_id -> Nullable<Text>,
        purpose -> Text,
        reference_sealed -> Nullable<Text>,
        reference_print -> Nullable<Text>,
        secret -> Nullable<Text>,
        state -> Text,
        score -> Nullable<Integer>,
        grade -> Nullable<Text>,
        places -> Integer,
        findings -> Integer,
        review_asked -> Bool,
        queued_at -> Nullable<Timestamp>,
        received_at -> Timestamp,
        examined_at -> Nullable<Timestamp>,
        decided_at -> Nullable<Timestamp>,
        closed_at -> Nullable<Timestamp>,
        round -> Integer,
        claimed_by -> Nullable<Text>,
        claimed_until -> Nullable<Timestamp>,
        retention_on -> Date,
        erased_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    screening_document (id) {
        id -> Text,
        case_id -> Text,
        position -> Integer,
        name -> Text,
        kind -> Text,
        bytes -> BigInt,
        blob -> Text,
        sha256 -> Text,
        state -> Text,
        refusal -> Nullable<Text>,
        report -> Nullable<Text>,
        pixels_speak -> Nullable<Bool>,
        millis -> Nullable<BigInt>,
        submitter_id -> Text,
        received_at -> Timestamp,
        examined_at -> Nullable<Timestamp>,
        withdrawn -> Integer,
        read_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    screening_page (case_id, number) {
        document_id -> Text,
        case_id -> Text,
        number -> Integer,
        width -> Integer,
        height -> Integer,
        profile -> Text,
        phash -> Text,
        dhash -> Text,
        preview -> Text,
        heat -> Nullable<Text>,
        error_level -> Nullable<Text>,
    }
}

diesel::table! {
    screening_finding (id) {
        id -> Text,
        case_id -> Text,
        document_id -> Nullable<Text>,
        page -> Nullable<Integer>,
        region -> Nullable<Text>,
        source_region -> Nullable<Text>,
        rule -> Text,
        family -> Text,
        strength -> Text,
        score -> Integer,
        counts -> Bool,
        facts -> Text,
        other_case_id -> Nullable<Text>,
        outcome -> Text,
        outcome_by -> Nullable<Text>,
        outcome_at -> Nullable<Timestamp>,
        outcome_cause -> Nullable<Text>,
        engine -> Text,
        calibration -> Text,
        found_at -> Timestamp,
        other_page -> Nullable<Integer>,
        set_aside -> Nullable<Text>,
    }
}

diesel::table! {
    screening_check (id) {
        id -> Text,
        case_id -> Text,
        kind -> Text,
        value_sealed -> Text,
        value_print -> Text,
        masked -> Text,
        agrees -> Bool,
        checked_by -> Text,
        checked_at -> Timestamp,
    }
}

diesel::table! {
    screening_note (id) {
        id -> Text,
        case_id -> Text,
        author_id -> Text,
        kind -> Text,
        text_sealed -> Text,
        written_at -> Timestamp,
    }
}

diesel::table! {
    screening_decision (id) {
        id -> Text,
        case_id -> Text,
        round -> Integer,
        submitter_id -> Text,
        decider_id -> Text,
        decision -> Text,
        reason_sealed -> Text,
        score -> Nullable<Integer>,
        findings -> Integer,
        engine -> Text,
        calibration -> Text,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    screening_look (case_id, person_id) {
        case_id -> Text,
        person_id -> Text,
        looked_at -> Timestamp,
    }
}

diesel::table! {
    screening_typed (case_id, key) {
        case_id -> Text,
        key -> Text,
        value_sealed -> Text,
        typed_by -> Text,
        typed_at -> Timestamp,
    }
}

diesel::table! {
    screening_text (case_id, number) {
        case_id -> Text,
        number -> Integer,
        document_id -> Text,
        source -> Text,
        words -> Integer,
        words_sealed -> Text,
    }
}

diesel::table! {
    screening_paper (id) {
        id -> Text,
        case_id -> Text,
        document_id -> Text,
        position -> Integer,
        kind -> Text,
        confidence -> Integer,
        pages -> Text,
        tables_sealed -> Text,
        said_kind -> Nullable<Text>,
        said_by -> Nullable<Text>,
        said_at -> Nullable<Timestamp>,
        instead_of -> Nullable<Text>,
    }
}

diesel::table! {
    screening_field (id) {
        id -> Text,
        case_id -> Text,
        paper_id -> Text,
        position -> Integer,
        key -> Text,
        read_sealed -> Nullable<Text>,
        confidence -> Integer,
        page -> Nullable<Integer>,
        region -> Nullable<Text>,
        said_sealed -> Nullable<Text>,
        said_by -> Nullable<Text>,
        said_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    screening_cell (paper_id, sheet, line, place) {
        case_id -> Text,
        paper_id -> Text,
        sheet -> Integer,
        line -> Integer,
        place -> Integer,
        said_sealed -> Text,
        said_by -> Text,
        said_at -> Timestamp,
    }
}

diesel::table! {
    screening_earlier (case_id, number, revision) {
        case_id -> Text,
        number -> Integer,
        revision -> Integer,
        document_id -> Text,
        width -> Integer,
        height -> Integer,
        preview -> Text,
        changes_sealed -> Text,
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

diesel::table! {
    search_query (day, digest) {
        day -> Date,
        digest -> Text,
        words -> Text,
        asked -> Integer,
        missed -> Integer,
        far -> Integer,
    }
}

diesel::table! {
    case_note (note_id) {
        note_id -> Text,
        facts -> Text,
        decision -> Text,
        lesson -> Text,
    }
}

diesel::table! {
    review_date (kind, subject_id) {
        kind -> Text,
        subject_id -> Text,
        owner_id -> Nullable<Text>,
        due_on -> Date,
        told_on -> Nullable<Date>,
        reviewed_at -> Nullable<Timestamp>,
        reviewed_by -> Nullable<Text>,
    }
}

diesel::table! {
    reading_reminder (person_id, version_id) {
        person_id -> Text,
        version_id -> Text,
        reminded_at -> Timestamp,
    }
}

diesel::table! {
    thread (id) {
        id -> Text,
        item_id -> Nullable<Text>,
        question -> Text,
        detail -> Text,
        as_of -> Date,
        asker_id -> Text,
        state -> Text,
        faq_id -> Nullable<Text>,
        shelf -> Text,
        created_at -> Timestamp,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    thread_answer (id) {
        id -> Text,
        thread_id -> Text,
        author_id -> Text,
        body -> Text,
        created_at -> Timestamp,
        follow_up -> Bool,
    }
}

diesel::table! {
    thread_citation (answer_id, reference) {
        answer_id -> Text,
        reference -> Text,
        version_id -> Text,
        hash -> Text,
    }
}

diesel::table! {
    thread_acceptance (thread_id) {
        thread_id -> Text,
        answer_id -> Text,
        author_id -> Text,
        accepted_by -> Text,
        transfer_case -> Text,
        transfer_holds -> Bool,
        transfer_why -> Text,
        question_version_id -> Nullable<Text>,
        accepted_at -> Timestamp,
    }
}

diesel::table! {
    upkeep_act (id) {
        id -> Text,
        kind -> Text,
        subject_kind -> Text,
        subject_id -> Text,
        name -> Text,
        state -> Text,
        person_id -> Text,
        acted_at -> Timestamp,
    }
}

diesel::table! {
    screening_part (id) {
        id -> Text,
        case_id -> Text,
        document_id -> Text,
        page -> Integer,
        kind -> Text,
        region -> Nullable<Text>,
        b0 -> Integer,
        b1 -> Integer,
        b2 -> Integer,
        b3 -> Integer,
        phash -> BigInt,
        dhash -> BigInt,
        sketch -> Nullable<Binary>,
        party -> Nullable<Text>,
        print -> Nullable<Binary>,
    }
}

diesel::table! {
    screening_trace (document_id, kind, print) {
        case_id -> Text,
        document_id -> Text,
        kind -> Text,
        print -> Text,
    }
}

diesel::table! {
    screening_setting (version) {
        version -> Integer,
        blind -> Bool,
        two_purposes -> Text,
        two_score -> Nullable<Integer>,
        reason -> Text,
        changed_by -> Text,
        changed_at -> Timestamp,
    }
}

diesel::table! {
    screening_opinion (id) {
        id -> Text,
        case_id -> Text,
        round -> Integer,
        submitter_id -> Text,
        person_id -> Text,
        kind -> Text,
        opinion -> Text,
        reason_sealed -> Text,
        given_at -> Timestamp,
    }
}

diesel::table! {
    screening_measure (id) {
        id -> Text,
        case_id -> Nullable<Text>,
        document_id -> Nullable<Text>,
        kind -> Text,
        state -> Text,
        engine -> Text,
        findings -> Text,
        measured_at -> Timestamp,
    }
}

diesel::table! {
    screening_calibration (kind, version) {
        kind -> Text,
        version -> Integer,
        thresholds -> Text,
        budget -> Integer,
        files -> Integer,
        raised_before -> Integer,
        raised_after -> Integer,
        confirmed -> Integer,
        kept -> Integer,
        engine -> Text,
        reason -> Text,
        decided_by -> Text,
        decided_at -> Timestamp,
    }
}

diesel::table! {
    price_table (version) {
        version -> Integer,
        bands -> Integer,
        reason -> Text,
        in_force -> Bool,
        imported_by -> Text,
        imported_at -> Timestamp,
    }
}

diesel::table! {
    price_band (version, line) {
        version -> Integer,
        line -> Integer,
        district -> Text,
        estate -> Text,
        aliases -> Text,
        building -> Text,
        month -> Date,
        low -> BigInt,
        median -> BigInt,
        high -> BigInt,
        samples -> Integer,
        source -> Text,
        as_of -> Date,
    }
}

diesel::table! {
    price_name (version, name, line) {
        version -> Integer,
        name -> Text,
        line -> Integer,
    }
}

diesel::table! {
    screening_exercise (id) {
        id -> Text,
        case_id -> Nullable<Text>,
        page -> Nullable<Integer>,
        title -> Text,
        rule -> Text,
        explanation -> Text,
        truth -> Text,
        boxes -> Text,
        picture -> Nullable<Text>,
        width -> Integer,
        height -> Integer,
        state -> Text,
        author_id -> Text,
        approver_id -> Nullable<Text>,
        made_at -> Timestamp,
        approved_at -> Nullable<Timestamp>,
    }
}

diesel::table! {
    screening_try (id) {
        id -> Text,
        exercise_id -> Text,
        person_id -> Text,
        cells -> Text,
        score -> Integer,
        found -> Integer,
        places -> Integer,
        extra -> Integer,
        tried_at -> Timestamp,
    }
}

diesel::joinable!(session -> person (person_id));
diesel::joinable!(policy_version -> policy_doc (doc_id));
diesel::joinable!(clause -> policy_version (version_id));
diesel::joinable!(read_confirmation -> policy_version (version_id));
diesel::joinable!(item_version -> business_item (item_id));
diesel::joinable!(note_pin -> note (note_id));
diesel::joinable!(question_version -> question (question_id));
diesel::joinable!(question_citation -> question_version (question_version_id));
diesel::joinable!(quiz_shown -> quiz_attempt (attempt_id));
diesel::joinable!(routine_version -> routine (routine_id));
diesel::joinable!(routine_round -> routine_version (version_id));
diesel::joinable!(screening_page -> screening_case (case_id));
diesel::joinable!(screening_decision -> screening_case (case_id));
diesel::joinable!(screening_finding -> screening_case (case_id));
diesel::joinable!(screening_try -> screening_exercise (exercise_id));
diesel::joinable!(post_holder -> post (post_id));
diesel::joinable!(thread_citation -> thread_answer (answer_id));

diesel::allow_tables_to_appear_in_same_query!(person, person_role, session, department);

diesel::allow_tables_to_appear_in_same_query!(policy_doc, policy_version, clause, read_confirmation);

diesel::allow_tables_to_appear_in_same_query!(business_item, item_version);

diesel::allow_tables_to_appear_in_same_query!(note, note_pin);

diesel::allow_tables_to_appear_in_same_query!(question, question_version, question_citation);

diesel::allow_tables_to_appear_in_same_query!(quiz_attempt, quiz_shown, quiz_answer);

diesel::allow_tables_to_appear_in_same_query!(routine, routine_version, routine_step, routine_round);

diesel::allow_tables_to_appear_in_same_query!(routine_round, routine_sign_off);

diesel::allow_tables_to_appear_in_same_query!(
    screening_case,
    screening_document,
    screening_page,
    screening_finding,
    screening_decision,
    screening_measure
);

diesel::allow_tables_to_appear_in_same_query!(screening_exercise, screening_try);

diesel::allow_tables_to_appear_in_same_query!(post, post_item, post_holder);

diesel::allow_tables_to_appear_in_same_query!(thread_answer, thread_citation);
